package dev.lvsd.daemon;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.DaemonEvent.Kind;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Pause;
import dev.lvsd.model.DaemonStatus.Round;
import dev.lvsd.state.PauseFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns the director: looks each period and on demand. Others hand over requests
 * through a bounded queue, and read what it publishes.
 */
public final class ReconcileLoop implements AutoCloseable {
  private static final int REQUESTS = 64;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(20);

  private final Supplier<? extends Upkeep> opening;
  private final EventLog events;
  private final PauseFile pauseFile;
  private final Duration period;
  private final InstantSource clock;
  private final Watch watch;
  private final BlockingQueue<Runnable> requests = new ArrayBlockingQueue<>(REQUESTS);
  private final Thread thread = new Thread(this::run, "reconcile");

  private volatile boolean ending;
  private volatile Rounds.Published published = Rounds.Published.NONE;
  private volatile Optional<Pause> paused;

  /** Owned by the thread. */
  private @Nullable Rounds rounds;

  /**
   * A loop that does not run yet.
   *
   * @param opening opens the director, on the loop's thread
   * @param events hears what is done
   * @param pauseFile where it is remembered that repairs are suspended
   * @param period from one look to the next
   * @param clock wall clock
   * @param watch hears how it goes
   */
  public ReconcileLoop(
      Supplier<? extends Upkeep> opening,
      EventLog events,
      PauseFile pauseFile,
      Duration period,
      InstantSource clock,
      Watch watch) {
    this.opening = opening;
    this.events = events;
    this.pauseFile = pauseFile;
    this.period = period;
    this.clock = clock;
    this.watch = watch;
    this.paused = pauseFile.read();
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  private void run() {
    rounds = new Rounds(opening, events, period, clock);
    try {
      long next = System.nanoTime();
      while (!ending) {
        round(Rounds.Cause.PERIOD);
        next += period.toNanos();
        long now = System.nanoTime();
        if (next < now) {
          next = now + period.toNanos(); // a slow round is not made up for
        }
        next = Math.max(next, now + currentRounds().rest().toNanos());
        serveUntil(next);
      }
    } finally {
      rounds.close();
    }
  }

  private void round(Rounds.Cause cause) {
    resumeIfDue();
    look(cause, paused.isPresent());
  }

  private Round look(Rounds.Cause cause, boolean leaveAlone) {
    watch.alive();
    published = currentRounds().round(cause, leaveAlone);
    Round round = published.round().orElseThrow();
    if (round.problem().isEmpty() || leaveAlone) {
      watch.looked();
    } else {
      watch.failed(round.problem());
    }
    return round;
  }

  private Rounds currentRounds() {
    Rounds current = rounds;
    if (current == null) {
      throw new IllegalStateException("the loop does not run");
    }
    return current;
  }

  private void serveUntil(long deadline) {
    while (!ending) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      watch.alive();
      try {
        Runnable request = requests.poll(Math.min(left, TICK_NANOS), TimeUnit.NANOSECONDS);
        if (request == null) {
          currentRounds().tick();
        } else {
          request.run();
        }
      } catch (InterruptedException e) {
        return; // somebody closes the loop
      }
    }
  }

  /**
   * Looks now, thoroughly, also while repairs are suspended otherwise.
   *
   * @param limit how long to wait for it
   * @return what came of it
   * @throws LvsdException if it does not end in time
   */
  public Round reconcile(Duration limit) {
    CompletableFuture<Round> done = new CompletableFuture<>();
    boolean taken = requests.offer(() -> done.complete(look(Rounds.Cause.DEMAND, false)));
    if (!taken) {
      throw Rounds.late("the reconcile thread has " + REQUESTS + " requests to do");
    }
    try {
      return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Rounds.late("not done within " + limit.toSeconds() + " s; it goes on");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Rounds.late("interrupted; it goes on");
    }
  }

  /** Makes the loop look soon; does not wait. */
  public void wake() {
    boolean taken = requests.offer(() -> round(Rounds.Cause.DEMAND));
    if (!taken) {
      return; // it has more than enough to do, and looks after that
    }
  }

  /**
   * Suspends repairs. Remembered over restarts.
   *
   * @param duration for how long; empty: until {@link #resume}
   * @param who asked for it
   */
  public synchronized void pause(Optional<Duration> duration, String who) {
    Instant now = clock.instant();
    Pause pause = new Pause(now, duration.map(now::plus), who);
    pauseFile.write(Optional.of(pause));
    paused = Optional.of(pause);
    events.add(
        Kind.PAUSED,
        "",
        "repairs are suspended"
            + pause.until().map(until -> " until " + until).orElse("")
            + " ("
            + who
            + ")");
  }

  /**
   * Goes on with repairs, and looks at once.
   *
   * @param who asked for it
   */
  public synchronized void resume(String who) {
    if (paused.isPresent()) {
      pauseFile.write(Optional.empty());
      paused = Optional.empty();
      events.add(Kind.RESUMED, "", "repairs go on (" + who + ")");
      wake();
    }
  }

  private synchronized void resumeIfDue() {
    Optional<Instant> until = paused.flatMap(Pause::until);
    if (until.isPresent() && !clock.instant().isBefore(until.get())) {
      pauseFile.write(Optional.empty());
      paused = Optional.empty();
      events.add(Kind.RESUMED, "", "repairs go on: the time of the pause is over");
    }
  }

  /**
   * How it is.
   *
   * @param version of lvsd
   * @param since when the daemon started
   * @return as of the last look
   */
  public DaemonStatus status(String version, Instant since) {
    Rounds.Published last = published;
    return new DaemonStatus(
        version,
        ProcessHandle.current().pid(),
        since,
        period,
        last.dataPlane(),
        last.clusters(),
        paused,
        last.round(),
        last.rounds(),
        last.repairs(),
        last.foreign(),
        last.contended());
  }

  /** Ends the thread after what it is doing, and lets go of the director, which stays as it is. */
  @Override
  public void close() {
    ending = true;
    requests.offer(() -> {});
    try {
      thread.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.lvsd.daemon;

import dev.lvsd.daemon.Upkeep.Glance;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.DaemonEvent.Kind;
import dev.lvsd.model.DaemonStatus.Contended;
import dev.lvsd.model.DaemonStatus.Round;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks and repairs, round by round. A cheap glance each time; a thorough look when that saw
 * something, when something is left to do, and every {@link #THOROUGH} in any case, because a
 * glance does not see everything. Where a look takes long it is made less often: glances that are
 * not {@link #CHEAP} take one part in {@value #GLANCES} of the time, but come every {@link
 * #LONGEST_REST}; thorough looks one in {@value #SHARE}, but every {@link #RAREST}. Owned by the
 * reconcile thread.
 */
final class Rounds implements AutoCloseable {
  /** What a glance does not see is repaired within this time. */
  static final Duration THOROUGH = Duration.ofMinutes(1);

  /** The same for a table that takes seconds to read. */
  static final Duration RAREST = Duration.ofMinutes(10);

  /** The same for a glance at it. */
  static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** A glance that takes no longer may be made as often as the operator wants. */
  static final Duration CHEAP = Duration.ofMillis(60);

  private static final int SHARE = 400;
  private static final int GLANCES = 150;

  /** Events of one round; what is more is told as a number. */
  private static final int TOLD = 50;

  private final Supplier<? extends Upkeep> opening;
  private final EventLog events;
  private final InstantSource clock;
  private final Contention contention;
  private @Nullable Upkeep upkeep;
  private @Nullable Glance last;
  private Instant nextThorough = Instant.MIN;
  private Duration planning = Duration.ZERO;
  private Duration glancing = Duration.ZERO;
  private boolean unfinished = true;
  private boolean timersRun;
  private Set<String> knownForeign = Set.of();
  private String lastProblem = "";
  private long rounds;
  private long repairs;
  private int pending;

  Rounds(
      Supplier<? extends Upkeep> opening, EventLog events, Duration period, InstantSource clock) {
    this.opening = opening;
    this.events = events;
    this.clock = clock;
    this.contention = new Contention(period);
  }

  /** Why a round is made. */
  enum Cause {
    PERIOD,
    DEMAND
  }

  /**
   * What is to be known of the rounds so far.
   *
   * @param round the last one
   * @param rounds how many
   * @param repairs changes that nobody asked for
   * @param foreign services that lvsd was not given
   * @param dataPlane who forwards, and why
   * @param clusters that are kept
   * @param contended what another writer keeps undoing
   */
  record Published(
      Optional<Round> round,
      long rounds,
      long repairs,
      int foreign,
      String dataPlane,
      List<String> clusters,
      List<Contended> contended) {
    static final Published NONE =
        new Published(Optional.empty(), 0, 0, 0, "", List.of(), List.of());
  }

  /** What a round made. */
  private record Made(int changes, int failures) {
    static final Made NOTHING = new Made(0, 0);
  }

  static LvsdException late(String why) {
    return new LvsdException(Blame.HOST, "reconcile: " + why + "; see lvsctl status");
  }

  /** Never throws: what goes wrong is told, and the next round tries again. */
  Published round(Cause cause, boolean paused) {
    Instant begin = clock.instant();
    long start = System.nanoTime();
    rounds++;
    Made made = Made.NOTHING;
    String problem = "";
    try {
      Optional<String> other = paused ? Optional.empty() : director().otherApply();
      if (paused) {
        problem = "repairs are suspended";
      } else if (other.isPresent()) {
        problem = other.get() + " is applying"; // no drift; the next look tells what is left
        unfinished = true;
      } else {
        made = look(director(), cause);
      }
      lastProblem = "";
    } catch (RuntimeException e) {
      problem = e instanceof LvsdException ? String.valueOf(e.getMessage()) : e.toString();
      failed(problem);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Round round = new Round(begin, took, made.changes(), made.failures(), pending, problem);
    Upkeep open = upkeep;
    return new Published(
        Optional.of(round),
        rounds,
        repairs,
        knownForeign.size(),
        open == null ? "" : open.dataPlane(),
        open == null ? List.of() : open.clusters(),
        contention.contended());
  }

  /** The same problem is told once; the director is opened anew, in case its module went. */
  private void failed(String problem) {
    if (!problem.equals(lastProblem)) {
      events.add(Kind.FAILED, "", problem);
      lastProblem = problem;
    }
    unfinished = true;
    close();
  }

  private Made look(Upkeep director, Cause cause) {
    List<String> done = timers(director);
    Instant now = clock.instant();
    Glance glance = director.glance();
    glancing = Duration.between(now, clock.instant());
    Glance before = last;
    boolean wantedChanged = before == null || glance.wanted() != before.wanted();
    boolean worthwhile =
        cause == Cause.DEMAND
            || unfinished
            || !glance.equals(before)
            || !done.isEmpty()
            || !now.isBefore(nextThorough);
    if (!worthwhile) {
      return Made.NOTHING;
    }
    if (wantedChanged) {
      contention.forget();
      if (before != null) {
        events.add(Kind.WANTED, "", "another definition was applied");
      }
    }
    Made made = repair(director, wantedChanged, now);
    last = new Glance(glance.wanted(), director.glance().present());
    nextThorough = now.plus(pause(planning));
    return made;
  }

  /** How long to leave the director alone after a round, if nobody asks for another. */
  Duration rest() {
    if (glancing.compareTo(CHEAP) <= 0) {
      return Duration.ZERO;
    }
    Duration fair = glancing.multipliedBy(GLANCES);
    return fair.compareTo(LONGEST_REST) < 0 ? fair : LONGEST_REST;
  }

  /** From one thorough look to the next. */
  private static Duration pause(Duration took) {
    Duration fair = took.multipliedBy(SHARE);
    if (fair.compareTo(THOROUGH) < 0) {
      return THOROUGH;
    }
    return fair.compareTo(RAREST) < 0 ? fair : RAREST;
  }

  private List<String> timers(Upkeep director) {
    List<String> done = director.timers();
    done.forEach(what -> events.add(Kind.CHANGED, "", what));
    timersRun = director.timersRun();
    return done;
  }

  /** Between two rounds, every second: only what is due by the clock. */
  void tick() {
    Upkeep open = upkeep;
    if (open == null || !timersRun) {
      return;
    }
    try {
      if (open.otherApply().isEmpty() && !timers(open).isEmpty()) {
        unfinished = true;
      }
    } catch (RuntimeException e) {
      failed(e instanceof LvsdException ? String.valueOf(e.getMessage()) : e.toString());
    }
  }

  private Upkeep director() {
    Upkeep open = upkeep;
    if (open == null) {
      open = opening.get();
      upkeep = open;
      last = null;
    }
    return open;
  }

  private Made repair(Upkeep director, boolean wantedChanged, Instant now) {
    Instant begin = clock.instant();
    Plan plan = director.plan();
    planning = Duration.between(begin, clock.instant());
    tellForeign(plan);
    Set<String> differing =
        plan.changes().stream().map(Subjects::of).collect(Collectors.toCollection(HashSet::new));
    contention.looked(differing, now);
    Set<String> left =
        differing.stream()
            .filter(subject -> !contention.allows(subject, now))
            .collect(Collectors.toSet());
    if (left.size() == differing.size()) {
      pending = left.size();
      unfinished = !contention.isQuiet();
      return Made.NOTHING;
    }
    ApplyReport report =
        director.repair(change -> !left.contains(Subjects.of(change)), left.isEmpty());
    Made made = tell(report, wantedChanged, now);
    pending = left.size() + undone(report);
    unfinished = pending > 0 || !contention.isQuiet();
    return made;
  }

  private static int undone(ApplyReport report) {
    return (int)
        report.outcomes().stream().filter(outcome -> !(outcome instanceof Outcome.Done)).count();
  }

  private Made tell(ApplyReport report, boolean wantedChanged, Instant now) {
    int changes = 0;
    int failures = 0;
    Set<String> repaired = new HashSet<>();
    for (Outcome outcome : report.outcomes()) {
      Change change = outcome.change();
      String subject = Subjects.of(change);
      if (outcome instanceof Outcome.Done) {
        changes++;
        if (changes <= TOLD) {
          events.add(Kind.CHANGED, subject, Subjects.deed(change));
        }
        repaired.add(subject);
      } else if (outcome instanceof Outcome.Failed failed) {
        failures++;
        if (failures <= TOLD && pending == 0) {
          events.add(Kind.FAILED, subject, failed.reason());
        }
      }
    }
    if (changes > TOLD) {
      events.add(Kind.CHANGED, "", "and " + (changes - TOLD) + " changes more");
    }
    report.warnings().forEach(warning -> events.add(Kind.NOTE, "", warning));
    if (!wantedChanged) {
      repairs += changes;
      repaired.forEach(subject -> suspect(subject, now));
    }
    return new Made(changes, failures);
  }

  private void suspect(String subject, Instant now) {
    contention
        .repaired(subject, now)
        .ifPresent(
            contended ->
                events.add(
                    Kind.CONTENDED,
                    subject,
                    "another writer undid this "
                        + contended.times()
                        + " times in a row; left as it is for "
                        + Duration.between(now, contended.next()).toSeconds()
                        + " s"
                        + OtherWriters.sentence()));
  }

  /** Each foreign service is told once, as long as it stays. */
  private void tellForeign(Plan plan) {
    Set<String> foreign =
        plan.foreign().stream()
            .map(VirtualService::key)
            .map(Object::toString)
            .collect(Collectors.toSet());
    int told = 0;
    for (String key : foreign) {
      if (!knownForeign.contains(key) && told++ < TOLD) {
        events.add(Kind.FOREIGN, "service " + key, "lvsd was not given it, and leaves it alone");
      }
    }
    knownForeign = foreign;
  }

  @Override
  public void close() {
    Upkeep open = upkeep;
    upkeep = null;
    if (open != null) {
      open.close();
    }
  }
}

package dev.lvsd.app;

import dev.lvsd.cli.DaemonSettings;
import dev.lvsd.cli.ExitCodes;
import dev.lvsd.cli.LvsdCommand;
import dev.lvsd.cli.Versions;
import dev.lvsd.control.Access;
import dev.lvsd.control.ControlServer;
import dev.lvsd.control.SocketFile;
import dev.lvsd.daemon.EventLog;
import dev.lvsd.daemon.ReconcileLoop;
import dev.lvsd.daemon.Watch;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.DaemonEvent.Kind;
import dev.lvsd.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The main of {@code lvsd}: starts the reconcile thread, then the control socket, tells systemd,
 * and waits for a signal. What it kept stays as it is when it ends, however it ends.
 */
public final class Lvsd {
  private static final Path GROUPS = Path.of("/etc/group");

  private Lvsd() {}

  /**
   * Runs the daemon until a signal ends it.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    StartupCache.ofThisProcess()
        .filter(StartupCache::isCurrent)
        .ifPresent(StartupCache::useNativePart);
    Journal.install(System.getenv("JOURNAL_STREAM") != null);
    int code = LvsdCommand.run(new SystemTerminal().terminal(), Lvsd::serve, args);
    System.exit(code); // threads of clients do not hold it up
  }

  @SuppressWarnings("try") // the server works by itself until it is closed
  private static int serve(DaemonSettings settings) {
    StateDirectory state = new StateDirectory(settings.stateDirectory());
    EventLog events = new EventLog(state.events(), InstantSource.system());
    PlaneKeeper plane = new PlaneKeeper(text -> events.add(Kind.NOTE, "", text));
    Means means = Means.ofThisMachine(Optional.of(plane));
    Systemd systemd = Systemd.ofEnvironment();
    SpareMemory memory = new SpareMemory();
    ReconcileLoop loop =
        new ReconcileLoop(
            () -> new DirectorUpkeep(state, means, InstantSource.system(), systemd::alive),
            events,
            state.pause(),
            settings.period(),
            InstantSource.system(),
            new Watched(systemd, memory));
    CountDownLatch end = new CountDownLatch(1);
    Signals.onEnd(end::countDown);
    Signals.onHangUp(loop::wake);
    LiveDaemon daemon = new LiveDaemon(loop, events, Instant.now());
    ClientCommands commands = new ClientCommands(settings.stateDirectory(), means, daemon);
    events.add(Kind.STARTED, "", "lvsd " + Versions.product() + " started");
    try (ControlServer server =
        ControlServer.start(new SocketFile(settings.socket()), new Access(GROUPS), commands)) {
      loop.start();
      end.await();
      systemd.stopping();
    } catch (IOException e) {
      throw new LvsdException(
          Blame.HOST, "listen at " + settings.socket() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.close();
    boolean forwarded = plane.isRunning();
    plane.close();
    events.add(
        Kind.STOPPED,
        "",
        forwarded
            ? "lvsd ends, and with it the Java plane: its traffic stops until lvsd starts again"
            : "lvsd ends; what it kept stays as it is");
    return ExitCodes.OK;
  }

  /** After each look systemd is told, and the system gets back what is free. */
  private record Watched(Systemd systemd, SpareMemory memory) implements Watch {
    @Override
    public void looked() {
      systemd.looked();
      memory.giveBack();
    }

    @Override
    public void failed(String problem) {
      systemd.failed(problem);
      memory.giveBack();
    }

    @Override
    public void alive() {
      systemd.alive();
    }
  }
}

package dev.lvsd.app;

import dev.lvsd.cli.DaemonSettings;
import dev.lvsd.cli.ExitCodes;
import dev.lvsd.cli.LvsdCommand;
import dev.lvsd.control.Access;
import dev.lvsd.control.ControlServer;
import dev.lvsd.control.SocketFile;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The main of {@code lvsd}. */
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
    System.exit(LvsdCommand.run(new SystemTerminal().terminal(), Lvsd::serve, args));
  }

  @SuppressWarnings("try") // the server works by itself until it is closed
  private static int serve(DaemonSettings settings) {
    CountDownLatch end = new CountDownLatch(1);
    SocketFile socket = new SocketFile(settings.socket());
    try (ControlServer server =
        ControlServer.start(
            socket,
            new Access(GROUPS),
            new ClientCommands(settings.stateDirectory(), KernelIpvs::open, LinuxHost::open))) {
      end.await();
      return ExitCodes.OK;
    } catch (IOException e) {
      throw new LvsdException(
          Blame.HOST, "listen at " + settings.socket() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }
}

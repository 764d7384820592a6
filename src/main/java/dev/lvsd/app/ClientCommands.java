package dev.lvsd.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.cli.CommandLines;
import dev.lvsd.cli.Operations;
import dev.lvsd.cli.Terminal;
import dev.lvsd.control.Call;
import dev.lvsd.control.Peer;
import dev.lvsd.control.Request;
import dev.lvsd.control.RequestHandler;
import dev.lvsd.control.Role;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problem;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs command lines of clients inside the daemon: the very commands of lvsctl, with the client's
 * files, terminal and role. Called by many threads; each call has a data plane and a host of its
 * own.
 */
final class ClientCommands implements RequestHandler {
  private static final int OUT_BUFFER = 16 * 1024;
  private static final int ERR_BUFFER = 1024;
  private static final String STATE = "LVSD_STATE";

  private final Path stateDirectory;
  private final Means means;
  private final LiveDaemon daemon;

  ClientCommands(Path stateDirectory, Means means, LiveDaemon daemon) {
    this.stateDirectory = stateDirectory;
    this.means = means;
    this.daemon = daemon;
  }

  @Override
  public int run(Call call) {
    Request request = call.request();
    String[] arguments = request.arguments().toArray(String[]::new);
    Optional<IpvsadmCall> ipvsadm = IpvsadmCall.of(request.program(), arguments);
    if (ipvsadm.isPresent()) {
      return ipvsadm(ipvsadm.get(), call);
    }
    return CommandLines.run(
        terminal(call),
        (directory, warnings) -> operations(call, directory, warnings),
        Lvsctl.DEFINITIONS,
        arguments);
  }

  private Operations operations(Call call, Path directory, Consumer<Problem> warnings) {
    if (!directory.toAbsolutePath().equals(stateDirectory)) {
      throw new LvsdException(
          Blame.USER,
          "lvsd keeps its state in "
              + stateDirectory
              + ", not in "
              + directory
              + "; to work on another one without lvsd: --direct");
    }
    return new GuardedOperations(
        new LocalOperations(
            stateDirectory,
            means(call),
            new Caller(user(call.peer()), new ClientFiles(call), waiter(call), false, warnings)),
        call.role(),
        call.peer(),
        new ClientDaemon(daemon, call.role(), call.peer(), waiter(call)),
        daemon.loop()::wake);
  }

  private int ipvsadm(IpvsadmCall ipvsadm, Call call) {
    try (Directors directors = new Directors(means(call), new StateDirectory(stateDirectory))) {
      return ipvsadm.run(
          () -> directors.current().dataPlane().ipvs(),
          call.request().environment(),
          call.input(),
          call.out(),
          new BufferedOutputStream(call.err(), ERR_BUFFER));
    }
  }

  private Means means(Call call) {
    return call.role() == Role.CHANGE ? means : means.through(ReadOnlyIpvs::new);
  }

  private static String user(Peer peer) {
    return peer.uid() == 0 ? "root" : "uid " + Integer.toUnsignedString(peer.uid());
  }

  /** Waits as long as the client does. */
  private static Waiter waiter(Call call) {
    return new Waiter() {
      @Override
      public Duration now() {
        return Duration.ofNanos(System.nanoTime());
      }

      @Override
      public boolean pause(Duration duration) {
        return call.pause(duration);
      }
    };
  }

  private Terminal terminal(Call call) {
    Request request = call.request();
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.putIfAbsent(STATE, stateDirectory.toString());
    return new Terminal(
        writer(call.out(), OUT_BUFFER, false),
        writer(call.err(), ERR_BUFFER, true),
        request.outIsTerminal(),
        request.errIsTerminal(),
        request.unicode(),
        environment,
        System::nanoTime);
  }

  private static PrintWriter writer(OutputStream stream, int size, boolean flushLines) {
    return new PrintWriter(
        new OutputStreamWriter(new BufferedOutputStream(stream, size), UTF_8), flushLines);
  }
}

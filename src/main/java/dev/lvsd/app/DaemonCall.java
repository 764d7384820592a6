package dev.lvsd.app;

import dev.lvsd.cli.ExitCodes;
import dev.lvsd.control.ControlClient;
import dev.lvsd.control.ControlClient.Answer;
import dev.lvsd.control.NetworkNamespace;
import dev.lvsd.control.Request;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lets the daemon run a command line, with the streams of this process. Loads neither picocli nor
 * anything native, so that an everyday command answers at once.
 */
final class DaemonCall {
  private final Route route;
  private final String startedAs;
  private final boolean isIpvsadm;

  DaemonCall(Route route, String startedAs, boolean isIpvsadm) {
    this.route = route;
    this.startedAs = startedAs;
    this.isIpvsadm = isIpvsadm;
  }

  /**
   * Asks the daemon.
   *
   * @return the exit code; empty if the command is to be run in this process
   */
  OptionalInt run() {
    StandardStream out = new StandardStream(FileDescriptor.out);
    Answer answer =
        new ControlClient(System.in, out, new FileOutputStream(FileDescriptor.err))
            .run(route.socket(), request());
    if (answer instanceof Answer.Ended ended) {
      return OptionalInt.of(checked(out, ended.exitCode()));
    } else if (answer instanceof Answer.Refused refused) {
      return refused(refused);
    } else if (answer instanceof Answer.Lost lost) {
      return failed(
          ExitCodes.FAILED,
          "lvsd ended before the command did ("
              + lost.reason()
              + "); what it had begun it goes on with when it starts again: lvsctl status");
    }
    Answer.Absent absent = (Answer.Absent) answer;
    if (route.named()) {
      return failed(
          ExitCodes.DAEMON_UNREACHABLE,
          "no lvsd answers at "
              + route.socket()
              + ": "
              + absent.reason()
              + "; start it (systemctl start lvsd), or work without it: --direct");
    }
    return OptionalInt.empty();
  }

  private OptionalInt refused(Answer.Refused refused) {
    return switch (refused.reason()) {
      case NOT_ALLOWED ->
          isIpvsadm ? OptionalInt.empty() : failed(ExitCodes.FAILED, refused.text());
      case BUSY -> failed(ExitCodes.DAEMON_UNREACHABLE, refused.text());
      case OTHER_PROTOCOL -> {
        System.err.println("lvsctl: warning: " + refused.text() + "; working without it");
        yield OptionalInt.empty();
      }
      case OTHER_NETWORK, BAD_MESSAGE ->
          route.named()
              ? failed(ExitCodes.DAEMON_UNREACHABLE, refused.text())
              : OptionalInt.empty();
    };
  }

  private static OptionalInt failed(int code, String message) {
    System.err.println("lvsctl: error: " + message);
    return OptionalInt.of(code);
  }

  private static int checked(StandardStream out, int code) {
    Optional<IOException> failure = out.failure();
    if (failure.isPresent() && code == ExitCodes.OK) {
      System.err.println(
          "lvsctl: error: write the answer to standard output: " + failure.get().getMessage());
      return ExitCodes.FAILED;
    }
    return code;
  }

  private Request request() {
    Map<String, String> environment = new HashMap<>();
    for (String name : Request.VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return new Request(
        startedAs,
        route.arguments(),
        SystemTerminal.isTerminal(SystemTerminal.OUT),
        SystemTerminal.isTerminal(SystemTerminal.ERR),
        SystemTerminal.isUnicode(),
        NetworkNamespace.identity(),
        environment);
  }
}

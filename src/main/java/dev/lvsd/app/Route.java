package dev.lvsd.app;

import dev.lvsd.control.ControlClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a command line goes to the daemon or is run in this process, which is decided before
 * picocli is loaded: {@code --direct} and {@code --socket PATH} can stand anywhere, but not behind
 * the word {@code ipvsadm}, whose options are its own.
 *
 * @param socket where the daemon is to be asked
 * @param named whether the user said so
 * @param direct whether the daemon is not to be asked
 * @param arguments the command line without these options
 */
record Route(Path socket, boolean named, boolean direct, List<String> arguments) {
  private static final String DIRECT = "--direct";
  private static final String SOCKET = "--socket";

  /** What needs no director, or must be done by the user's own process. */
  private static final Set<String> LOCAL =
      Set.of(
          "help",
          "--help",
          "-h",
          "--version",
          "-V",
          "version",
          "schema",
          "generate-completion",
          "rs");

  /** Copies the list. */
  Route {
    arguments = List.copyOf(arguments);
  }

  /**
   * Decides.
   *
   * @param isIpvsadm whether lvsctl was started by a name of ipvsadm
   * @param args command line
   * @param socketVariable value of LVSD_SOCKET; empty if it is not set
   */
  static Route of(boolean isIpvsadm, String[] args, String socketVariable) {
    List<String> rest = new ArrayList<>(args.length);
    boolean direct = false;
    String socket = socketVariable;
    boolean ours = !isIpvsadm;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (ours && arg.equals(DIRECT)) {
        direct = true;
      } else if (ours && arg.equals(SOCKET) && i + 1 < args.length) {
        socket = args[++i];
      } else if (ours && arg.startsWith(SOCKET + "=")) {
        socket = arg.substring(SOCKET.length() + 1);
      } else {
        ours = ours && !arg.equals("--") && !(rest.isEmpty() && arg.equals("ipvsadm"));
        rest.add(arg);
      }
    }
    boolean local = !isIpvsadm && (rest.isEmpty() || LOCAL.contains(rest.get(0)));
    boolean named = !socket.isEmpty();
    return new Route(named ? Path.of(socket) : ControlClient.SOCKET, named, direct || local, rest);
  }
}

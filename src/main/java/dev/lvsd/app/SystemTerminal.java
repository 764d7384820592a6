package dev.lvsd.app;

import dev.lvsd.cli.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal, pipe or file that the process was started with. */
final class SystemTerminal {
  static final int OUT = 1;
  static final int ERR = 2;

  private final StandardStream out = new StandardStream(FileDescriptor.out);
  private final Terminal terminal;

  SystemTerminal() {
    this.terminal =
        new Terminal(
            writer(out, 1 << 16, false),
            writer(new StandardStream(FileDescriptor.err), 1 << 10, true),
            isTerminal(OUT),
            isTerminal(ERR),
            isUnicode(),
            System.getenv(),
            System::nanoTime);
  }

  Terminal terminal() {
    return terminal;
  }

  /** Why the answer could not be written, if it could not. */
  Optional<IOException> failure() {
    return out.failure();
  }

  /** Whether the locale is UTF-8. */
  static boolean isUnicode() {
    return "UTF-8".equals(System.getProperty("native.encoding"));
  }

  private static PrintWriter writer(StandardStream stream, int size, boolean flushLines) {
    return new PrintWriter(
        new OutputStreamWriter(new BufferedOutputStream(stream, size), StandardCharsets.UTF_8),
        flushLines);
  }

  /**
   * Looks at what the descriptor is open on: {@code System.console()} also wants standard input to
   * be a terminal, and isatty(3) would cost the start of the native library.
   */
  static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.startsWith("/dev/hvc")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false; // closed, or there is no /proc: nobody to show colours to
    }
  }
}

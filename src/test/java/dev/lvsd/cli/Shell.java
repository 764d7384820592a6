package dev.lvsd.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Runs command lines in this process, and keeps what they print. */
final class Shell {
  final ScriptedOperations operations = new ScriptedOperations();
  final Map<String, String> environment = new HashMap<>();
  final AtomicLong nanos = new AtomicLong();
  boolean terminal;
  boolean unicode = true;
  Path definitions = Path.of("/nowhere");
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return CommandLines.run(terminal(), operations::at, definitions, args);
  }

  Terminal terminal() {
    return new Terminal(
        new PrintWriter(out),
        new PrintWriter(err),
        terminal,
        terminal,
        unicode,
        environment,
        nanos::get);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}

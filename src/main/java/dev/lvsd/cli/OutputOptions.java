package dev.lvsd.cli;

import dev.lvsd.cli.view.OutputFormat;
import dev.lvsd.cli.view.Paint;
import dev.lvsd.cli.view.View;
import dev.lvsd.cli.view.Views;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How the answer looks. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      order = 90,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      order = 91,
      description = "One of ${COMPLETION-CANDIDATES}; auto: on a terminal, unless NO_COLOR is set.")
  When color = When.AUTO;

  /** When colours are written. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  View view(Terminal terminal) {
    return Views.of(format, terminal.out(), terminal.err(), paint(terminal));
  }

  private Paint paint(Terminal terminal) {
    boolean colours = color == When.ALWAYS || (color == When.AUTO && terminal.showsColours());
    return new Paint(colours, terminal.unicode());
  }
}

package dev.lvsd.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log of the daemon: one line each on standard error, with the level in front as journald takes
 * it, or with the time where nobody else notes that.
 */
final class Journal extends Formatter {
  private final boolean journald;

  private Journal(boolean journald) {
    this.journald = journald;
  }

  /** Makes all logging of this process go that way. */
  static void install(boolean journald) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new Journal(journald));
    root.addHandler(handler);
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder();
    if (journald) {
      line.append('<').append(priority(record.getLevel())).append('>');
    } else {
      line.append(record.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    }
    line.append(record.getMessage().replaceAll("\\p{Cntrl}", " ")).append('\n');
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  /** As syslog(3) counts. */
  private static int priority(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return 3;
    } else if (level.intValue() >= Level.WARNING.intValue()) {
      return 4;
    }
    return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
  }
}

package dev.lvsd.model;

/** Range checks that several records share. */
final class Checks {
  private Checks() {}

  static void port(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(port + " is not a port (expected 0 to 65535)");
    }
  }

  static int parsePort(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("'" + text + "' is not a port (expected 0 to 65535)");
    }
    int port = Integer.parseInt(text);
    port(port);
    return port;
  }

  static void u32(String what, long value) {
    if (value < 0 || value > 0xffff_ffffL) {
      throw new IllegalArgumentException(what + " " + value + ": expected 0 to 4294967295");
    }
  }

  /** One line of text, which may be empty. */
  static void line(String what, String text) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + ": expected one line without control characters");
    }
  }
}

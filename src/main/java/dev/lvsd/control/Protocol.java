package dev.lvsd.control;

import java.time.Duration;

/** What client and server have agreed on. */
final class Protocol {
  /** Changes whenever a message changes; both sides are installed together. */
  static final int VERSION = 1;

  /** Either side takes a message within this time, or counts as gone. */
  static final Duration SEND_LIMIT = Duration.ofSeconds(10);

  /** A client reads the next part of a file within this time. */
  static final Duration FILE_LIMIT = Duration.ofSeconds(30);

  /** Somebody may be typing. */
  static final Duration INPUT_LIMIT = Duration.ofMinutes(10);

  private Protocol() {}
}

package dev.lvsd.control;

import java.time.Duration;

/**
 * How much a server puts up with.
 *
 * @param running command lines that run at a time
 * @param waiting command lines that wait for one of these to end; more are refused
 * @param hello a client says within this time what it wants
 * @param send a client takes a message within this time, or counts as gone
 */
record Limits(int running, int waiting, Duration hello, Duration send) {
  static final Limits DEFAULT = new Limits(16, 256, Duration.ofSeconds(5), Protocol.SEND_LIMIT);
}

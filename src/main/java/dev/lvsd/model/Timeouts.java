package dev.lvsd.model;

/**
 * The three connection time-outs that can be set, in seconds.
 *
 * @param tcpSeconds established TCP connections
 * @param tcpFinSeconds TCP connections after a FIN
 * @param udpSeconds UDP
 */
public record Timeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
  /** Refuses negative values; 0 keeps the present value when set. */
  public Timeouts {
    if (tcpSeconds < 0 || tcpFinSeconds < 0 || udpSeconds < 0) {
      throw new IllegalArgumentException("time-outs cannot be negative");
    }
  }
}

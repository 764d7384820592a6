package dev.lvsd.model;

/**
 * Counters and rates of a service or a real server. All are unsigned 64-bit numbers; the kernel
 * refreshes them every two seconds.
 *
 * @param connections connections scheduled
 * @param inPackets packets from clients
 * @param outPackets packets to clients; stays 0 where replies do not pass the director
 * @param inBytes bytes from clients, link layer excluded
 * @param outBytes bytes to clients, link layer excluded
 * @param connectionsPerSecond rate of {@code connections}
 * @param inPacketsPerSecond rate of {@code inPackets}
 * @param outPacketsPerSecond rate of {@code outPackets}
 * @param inBytesPerSecond rate of {@code inBytes}
 * @param outBytesPerSecond rate of {@code outBytes}
 */
public record Statistics(
    long connections,
    long inPackets,
    long outPackets,
    long inBytes,
    long outBytes,
    long connectionsPerSecond,
    long inPacketsPerSecond,
    long outPacketsPerSecond,
    long inBytesPerSecond,
    long outBytesPerSecond) {
  /** Nothing counted yet. */
  public static final Statistics ZERO = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

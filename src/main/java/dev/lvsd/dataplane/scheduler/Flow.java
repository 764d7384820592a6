package dev.lvsd.dataplane.scheduler;

/**
 * What a scheduler knows of the packet that it picks a server for. One object, filled anew for each
 * packet. Owner: the forwarding thread.
 */
public final class Flow {
  private int client;
  private int clientPort;
  private long addressHigh;
  private long addressLow;
  private long nowMs;

  /** An empty flow. */
  public Flow() {}

  /**
   * Fills it.
   *
   * @param clientHigh first half of the client's address, 0 for IPv4
   * @param clientLow second half, or the IPv4 address
   * @param port the client's port for TCP, UDP and SCTP, otherwise 0
   * @param destinationHigh first half of the packet's destination address
   * @param destinationLow second half
   * @param now in ms from any origin that does not change
   * @return this
   */
  public Flow of(
      long clientHigh,
      long clientLow,
      int port,
      long destinationHigh,
      long destinationLow,
      long now) {
    client = fold(clientHigh, clientLow);
    clientPort = port;
    addressHigh = destinationHigh;
    addressLow = destinationLow;
    nowMs = now;
    return this;
  }

  /** An address in 32 bits: IPv4 as it is, the four words of IPv6 one upon the other. */
  static int fold(long high, long low) {
    return (int) ((high >>> 32) ^ high ^ (low >>> 32) ^ low);
  }

  /** Multiplicative hash, the upper bits: include/linux/hash.h, hash_32(). */
  static int hash32(int value, int bits) {
    return (value * 0x61c88647) >>> (32 - bits);
  }

  int client() {
    return client;
  }

  int clientPort() {
    return clientPort;
  }

  /** The packet's destination, folded. */
  int destination() {
    return fold(addressHigh, addressLow);
  }

  long destinationHigh() {
    return addressHigh;
  }

  long destinationLow() {
    return addressLow;
  }

  long nowMs() {
    return nowMs;
  }
}

package dev.lvsd.dataplane.connection;

import dev.lvsd.dataplane.packet.IpPacket;

/**
 * What a connection is looked up by: protocol and two ends. One object, filled anew for each
 * look-up. Owner: the forwarding thread.
 */
public final class ConnectionKey {
  boolean ipv6;
  int protocol;
  long sourceHigh;
  long sourceLow;
  int sourcePort;
  long destinationHigh;
  long destinationLow;
  int destinationPort;

  /** An empty key. */
  public ConnectionKey() {}

  /**
   * Sets family and protocol.
   *
   * @param isIpv6 the family
   * @param number of the protocol; 0 for templates of firewall marks
   * @return this
   */
  public ConnectionKey of(boolean isIpv6, int number) {
    ipv6 = isIpv6;
    protocol = number;
    return this;
  }

  /**
   * Sets where the packet comes from.
   *
   * @param high first half of the address
   * @param low second half
   * @param port 16 bits
   * @return this
   */
  public ConnectionKey from(long high, long low, int port) {
    sourceHigh = high;
    sourceLow = low;
    sourcePort = port;
    return this;
  }

  /**
   * Sets where the packet goes to.
   *
   * @param high first half of the address
   * @param low second half
   * @param port 16 bits
   * @return this
   */
  public ConnectionKey to(long high, long low, int port) {
    destinationHigh = high;
    destinationLow = low;
    destinationPort = port;
    return this;
  }

  /**
   * The key of a packet with ports.
   *
   * @param packet as it goes
   * @return this
   */
  public ConnectionKey of(IpPacket packet) {
    return of(packet, packet.protocol(), packet.sourcePort(), packet.destinationPort());
  }

  /**
   * The key of a packet whose ports are known from elsewhere.
   *
   * @param packet as it goes
   * @param number of the protocol
   * @param from source port
   * @param to destination port
   * @return this
   */
  public ConnectionKey of(IpPacket packet, int number, int from, int to) {
    return of(packet.isIpv6(), number)
        .from(packet.sourceHigh(), packet.sourceLow(), from)
        .to(packet.destinationHigh(), packet.destinationLow(), to);
  }

  /**
   * The key of the packets that come back.
   *
   * @return this
   */
  public ConnectionKey reverse() {
    long high = sourceHigh;
    long low = sourceLow;
    int port = sourcePort;
    return from(destinationHigh, destinationLow, destinationPort).to(high, low, port);
  }
}

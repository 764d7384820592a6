package dev.lvsd.host.announce;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A question or an answer of ARP for Ethernet and IPv4.
 *
 * <pre>
 *    0          2          4         5         6         8             14         18            24
 *    | hardware | protocol | lengths           | op      | sender's    | sender's | target's    | target's
 *    | 1        | 0x0800   | 6       | 4       | 1 or 2  | MAC         | IPv4     | MAC         | IPv4
 * </pre>
 *
 * @param operation 1 for a question, 2 for an answer; others are not read
 * @param senderMac who speaks
 * @param sender the address that the sender has; 0.0.0.0 if none
 * @param targetMac to whom an answer speaks; {@link MacAddress#UNKNOWN} in a question
 * @param target the address that is asked for; in an answer that of who asked
 * @see "RFC 826; RFC 5227 for a sender without an address"
 */
public record ArpMessage(
    int operation,
    MacAddress senderMac,
    Inet4Address sender,
    MacAddress targetMac,
    Inet4Address target) {
  /** A question. */
  public static final int REQUEST = 1;

  /** An answer. */
  public static final int REPLY = 2;

  private static final int LENGTH = 28;
  private static final short ETHERNET = 1;
  private static final short IPV4 = 0x0800;
  private static final short LENGTHS = (MacAddress.BYTES << 8) | 4;

  /** Refuses nulls and other operations. */
  public ArpMessage {
    requireNonNull(senderMac, "senderMac");
    requireNonNull(sender, "sender");
    requireNonNull(targetMac, "targetMac");
    requireNonNull(target, "target");
    if (operation != REQUEST && operation != REPLY) {
      throw new IllegalArgumentException("ARP operation " + operation);
    }
  }

  /**
   * Asks who has an address.
   *
   * @param address the one that is asked for
   * @param asker hardware address of whoever asks
   * @param askerAddress where answers go; 0.0.0.0 if the asker has none
   * @return the question
   */
  public static ArpMessage whoHas(
      Inet4Address address, MacAddress asker, Inet4Address askerAddress) {
    return new ArpMessage(REQUEST, asker, askerAddress, MacAddress.UNKNOWN, address);
  }

  /**
   * As it is sent.
   *
   * @return direct, from 0 to its limit
   */
  public ByteBuffer encode() {
    return ByteBuffer.allocateDirect(LENGTH)
        .putShort(ETHERNET)
        .putShort(IPV4)
        .putShort(LENGTHS)
        .putShort((short) operation)
        .put(senderMac.bytes())
        .put(sender.getAddress())
        .put(targetMac.bytes())
        .put(target.getAddress())
        .flip();
  }

  /**
   * Reads what was received; Ethernet may have added padding.
   *
   * @param packet big-endian, from 0 to its limit
   * @return empty if it is something else
   */
  public static Optional<ArpMessage> decode(ByteBuffer packet) {
    if (packet.limit() < LENGTH
        || packet.getShort(0) != ETHERNET
        || packet.getShort(2) != IPV4
        || packet.getShort(4) != LENGTHS) {
      return Optional.empty();
    }
    int operation = packet.getShort(6);
    return operation == REQUEST || operation == REPLY
        ? Optional.of(
            new ArpMessage(
                operation,
                mac(packet, 8),
                address(packet, 14),
                mac(packet, 18),
                address(packet, 24)))
        : Optional.empty();
  }

  private static MacAddress mac(ByteBuffer packet, int at) {
    byte[] bytes = new byte[MacAddress.BYTES];
    packet.get(at, bytes);
    return MacAddress.of(bytes);
  }

  private static Inet4Address address(ByteBuffer packet, int at) {
    byte[] bytes = new byte[4];
    packet.get(at, bytes);
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are always an address", e);
    }
  }
}

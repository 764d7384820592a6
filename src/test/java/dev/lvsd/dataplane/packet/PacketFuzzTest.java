package dev.lvsd.dataplane.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes are, views stay inside the packet and throw nothing. */
class PacketFuzzTest {
  private static final int MARGIN = 64;

  private final IpPacket packet = new IpPacket();
  private final IpPacket quoted = new IpPacket();
  private final IcmpHeader icmp = new IcmpHeader();

  @Property
  void handlesAnyBytes(@ForAll @Size(max = 200) byte[] bytes) {
    handle(bytes);
  }

  @Property
  void handlesPacketsWithTwoWrongBytes(
      @ForAll @IntRange(max = 59) int first,
      @ForAll @IntRange(max = 59) int second,
      @ForAll byte a,
      @ForAll byte b) {
    for (byte[] bytes :
        new byte[][] {
          Packets.tcp("10.1.0.2:1", "10.9.9.9:80", TcpHeader.SYN, new byte[20]),
          Packets.sctp("10.1.0.2:1", "10.9.9.9:80", 1, 2, 3, 4, 5, 6, 7, 8),
          Packets.udp("[fd01::2]:1", "[fd09::9]:80", new byte[12])
        }) {
      bytes[first] = a;
      bytes[second] = b;
      repair(bytes);
      handle(bytes);
    }
  }

  /** A wrong IPv4 header would end the test before it begins. */
  private static void repair(byte[] bytes) {
    int length = Math.min((bytes[0] & 0xf) * 4, bytes.length);
    if (bytes[0] >> 4 == 4 && length >= 20) {
      bytes[10] = 0;
      bytes[11] = 0;
      int checksum = SlowChecksum.of(Arrays.copyOf(bytes, length));
      bytes[10] = (byte) (checksum >> 8);
      bytes[11] = (byte) checksum;
    }
  }

  @FuzzTest(maxDuration = "1m")
  void handle(byte[] bytes) {
    byte[] room = new byte[bytes.length + 2 * MARGIN];
    System.arraycopy(bytes, 0, room, MARGIN, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(room);
    int end = MARGIN + bytes.length;
    if (quoted.wrapQuoted(buffer, MARGIN, end)) {
      look(quoted);
    }
    if (!packet.wrap(buffer, MARGIN, end)) {
      return;
    }
    look(packet);
    if (icmp.wrap(buffer, packet.transportAt(), packet.end())) {
      icmp.type();
      icmp.isIntact(packet.pseudoSum(packet.transportLength()));
      if (quoted.wrapQuoted(buffer, icmp.at() + IcmpHeader.LENGTH, icmp.end())) {
        look(quoted);
      }
    }
    packet.source(1, 2, 3);
    packet.destination(4, 5, 6);
    packet.decrementTtl();
    if (packet.lacksUdpChecksum()) {
      packet.computeTransportChecksum();
    }
    requireUntouched(room, 0, MARGIN);
    requireUntouched(room, end, room.length);
  }

  private static void look(IpPacket packet) {
    packet.length();
    packet.fragmentId();
    packet.isFragment();
    packet.sourceHigh();
    packet.destinationLow();
    if (packet.hasPorts()) {
      packet.sourcePort();
      packet.destinationPort();
    }
    if (packet.hasTransport() && packet.protocol() == IpProtocols.SCTP) {
      packet.sctp().firstChunk();
      packet.sctp().secondChunk();
    } else if (packet.hasTransport() && packet.protocol() == IpProtocols.TCP) {
      packet.tcp().flags();
      packet.tcp().length();
    }
  }

  private static void requireUntouched(byte[] room, int from, int to) {
    for (int i = from; i < to; i++) {
      if (room[i] != 0) {
        throw new AssertionError("wrote outside the packet, at " + (i - MARGIN));
      }
    }
  }
}

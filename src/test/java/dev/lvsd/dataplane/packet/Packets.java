package dev.lvsd.dataplane.packet;

import dev.lvsd.model.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Packets for tests, with right checksums made by {@link SlowChecksum}. */
public final class Packets {
  private Packets() {}

  /** A TCP segment. */
  public static byte[] tcp(String from, String to, int flags, byte[] payload) {
    return tcp(from, to, flags, 1000, 0, payload);
  }

  /** A TCP segment with sequence numbers. */
  public static byte[] tcp(
      String from, String to, int flags, int sequence, int acknowledgement, byte[] payload) {
    return tcp(from, to, flags, sequence, acknowledgement, new byte[0], payload);
  }

  /** A TCP segment with options, as many bytes as four can divide. */
  public static byte[] tcp(
      String from,
      String to,
      int flags,
      int sequence,
      int acknowledgement,
      byte[] options,
      byte[] payload) {
    Endpoint source = Endpoint.parse(from);
    Endpoint destination = Endpoint.parse(to);
    ByteBuffer tcp = ByteBuffer.allocate(20 + options.length + payload.length);
    tcp.putShort((short) source.port()).putShort((short) destination.port());
    tcp.putInt(sequence).putInt(acknowledgement);
    tcp.put((byte) (((20 + options.length) / 4) << 4)).put((byte) flags).putShort((short) 65000);
    tcp.putInt(0).put(options).put(payload);
    return ip(source, destination, 6, tcp.array(), 16);
  }

  /** A UDP datagram. */
  public static byte[] udp(String from, String to, byte[] payload) {
    Endpoint source = Endpoint.parse(from);
    Endpoint destination = Endpoint.parse(to);
    ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
    udp.putShort((short) source.port()).putShort((short) destination.port());
    udp.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
    return ip(source, destination, 17, udp.array(), 6);
  }

  /** A UDP datagram whose sender computed no checksum. */
  public static byte[] udpWithoutChecksum(String from, String to, byte[] payload) {
    byte[] packet = udp(from, to, payload);
    int udp = packet[0] >> 4 == 6 ? 40 : 20;
    packet[udp + 6] = 0;
    packet[udp + 7] = 0;
    return packet;
  }

  /** An SCTP packet of chunks without values. */
  public static byte[] sctp(String from, String to, int... chunks) {
    Endpoint source = Endpoint.parse(from);
    Endpoint destination = Endpoint.parse(to);
    ByteBuffer sctp = ByteBuffer.allocate(12 + 4 * chunks.length);
    sctp.putShort((short) source.port()).putShort((short) destination.port());
    sctp.putInt(0x01020304).putInt(0);
    for (int chunk : chunks) {
      sctp.put((byte) chunk).put((byte) 0).putShort((short) 4);
    }
    sctp.putInt(8, SlowChecksum.sctp(sctp.array()));
    return ip(source, destination, 132, sctp.array(), -1);
  }

  /** An ICMP or ICMPv6 message that quotes a packet. */
  public static byte[] icmp(String from, String to, int type, int code, int info, byte[] quoted) {
    Endpoint source = Endpoint.parse(from);
    Endpoint destination = Endpoint.parse(to);
    ByteBuffer icmp = ByteBuffer.allocate(8 + quoted.length);
    icmp.put((byte) type).put((byte) code).putShort((short) 0).putInt(info).put(quoted);
    boolean six = source.address().getAddress().length == 16;
    if (!six) {
      icmp.putShort(2, (short) SlowChecksum.of(icmp.array()));
    }
    return ip(source, destination, six ? 58 : 1, icmp.array(), six ? 2 : -1);
  }

  /**
   * Puts an IP header before a transport packet.
   *
   * @param checksumAt where the transport checksum with pseudo header goes; -1: nowhere
   */
  public static byte[] ip(
      Endpoint from, Endpoint to, int protocol, byte[] transport, int checksumAt) {
    byte[] source = from.address().getAddress();
    byte[] destination = to.address().getAddress();
    if (checksumAt >= 0) {
      int checksum = SlowChecksum.ofTransport(source, destination, protocol, transport);
      if (protocol == 17 && checksum == 0) {
        checksum = 0xffff;
      }
      transport[checksumAt] = (byte) (checksum >> 8);
      transport[checksumAt + 1] = (byte) checksum;
    }
    boolean six = source.length == 16;
    ByteBuffer header = ByteBuffer.allocate(six ? 40 : 20);
    if (six) {
      header.putInt(0x60012345).putShort((short) transport.length);
      header.put((byte) protocol).put((byte) 64);
    } else {
      header.putShort((short) 0x4500).putShort((short) (20 + transport.length));
      header.putShort((short) 0x1234).putShort((short) 0x4000);
      header.put((byte) 64).put((byte) protocol).putShort((short) 0);
    }
    header.put(source).put(destination);
    if (!six) {
      header.putShort(10, (short) SlowChecksum.of(header.array()));
    }
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(header.array());
    packet.writeBytes(transport);
    return packet.toByteArray();
  }

  /** Computes the header checksum of an IPv4 packet without options, after a test changed it. */
  public static byte[] withHeaderChecksum(byte[] packet) {
    ByteBuffer header = ByteBuffer.wrap(packet).putShort(10, (short) 0);
    header.putShort(10, (short) SlowChecksum.of(Arrays.copyOf(packet, 20)));
    return packet;
  }

  /** A packet as a host sends it on: one hop further. */
  public static byte[] hop(byte[] packet) {
    byte[] sent = packet.clone();
    boolean six = sent[0] >> 4 == 6;
    sent[six ? 7 : 8]--;
    return six ? sent : withHeaderChecksum(sent);
  }

  /** A part of an IPv4 packet; offset and length count bytes behind a header without options. */
  public static byte[] fragment(byte[] packet, int offset, int length) {
    boolean last = 20 + offset + length >= packet.length;
    int size = last ? packet.length - 20 - offset : length;
    byte[] part = new byte[20 + size];
    System.arraycopy(packet, 0, part, 0, 20);
    System.arraycopy(packet, 20 + offset, part, 20, size);
    ByteBuffer header = ByteBuffer.wrap(part);
    header.putShort(2, (short) part.length);
    header.putShort(6, (short) (offset / 8 | (last ? 0 : 0x2000)));
    header.putShort(10, (short) 0);
    byte[] ip = new byte[20];
    System.arraycopy(part, 0, ip, 0, 20);
    header.putShort(10, (short) SlowChecksum.of(ip));
    return part;
  }
}

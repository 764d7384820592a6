package dev.lvsd.dataplane.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Checksums as the RFCs describe them, byte by byte: the oracle of the fast ones. */
public final class SlowChecksum {
  private SlowChecksum() {}

  /** RFC 1071, over everything. */
  public static int of(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      int word = (bytes[i] & 0xff) << 8;
      if (i + 1 < bytes.length) {
        word |= bytes[i + 1] & 0xff;
      }
      sum += word;
      if (sum > 0xffff) {
        sum = sum - 0xffff;
      }
    }
    return ~sum & 0xffff;
  }

  /** Over pseudo header and payload, as TCP, UDP and ICMPv6 do. */
  static int ofTransport(byte[] source, byte[] destination, int protocol, byte[] transport) {
    ByteArrayOutputStream covered = new ByteArrayOutputStream();
    covered.writeBytes(source);
    covered.writeBytes(destination);
    covered.writeBytes(new byte[] {0, 0, 0, (byte) protocol});
    covered.writeBytes(new byte[] {0, 0, (byte) (transport.length >> 8), (byte) transport.length});
    covered.writeBytes(transport);
    return of(covered.toByteArray());
  }

  /** CRC32c (RFC 9260, appendix A), bit by bit, with the checksum's own bytes as zero. */
  static int sctp(byte[] packet) {
    byte[] bytes = packet.clone();
    Arrays.fill(bytes, 8, 12, (byte) 0);
    int crc = -1;
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
      }
    }
    return Integer.reverseBytes(~crc);
  }

  /** Whether every checksum of a packet is right; written without the views under test. */
  public static boolean isIntact(byte[] packet) {
    boolean six = packet[0] >> 4 == 6;
    int headerLength = six ? 40 : (packet[0] & 0xf) * 4;
    if (!six && of(Arrays.copyOf(packet, headerLength)) != 0) {
      return false;
    }
    int protocol = packet[six ? 6 : 9] & 0xff;
    byte[] transport = Arrays.copyOfRange(packet, headerLength, packet.length);
    byte[] source = six ? Arrays.copyOfRange(packet, 8, 24) : Arrays.copyOfRange(packet, 12, 16);
    byte[] destination =
        six ? Arrays.copyOfRange(packet, 24, 40) : Arrays.copyOfRange(packet, 16, 20);
    return switch (protocol) {
      case 132 -> sctp(transport) == ByteBuffer.wrap(transport).getInt(8);
      case 17 ->
          (transport[6] == 0 && transport[7] == 0)
              || ofTransport(source, destination, protocol, transport) == 0;
      case 1 -> of(transport) == 0;
      case 6, 58 -> ofTransport(source, destination, protocol, transport) == 0;
      default -> true;
    };
  }
}

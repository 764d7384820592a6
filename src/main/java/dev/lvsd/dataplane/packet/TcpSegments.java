package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * Cuts a TCP packet that is longer than any link takes into segments, as a network card would:
 * headers are repeated, sequence numbers and identifications go on, FIN and PSH are in the last
 * segment only, CWR in the first, checksums are complete.
 *
 * <p>Owner: the forwarding thread. Allocates nothing.
 *
 * @see "net/ipv4/tcp_offload.c: tcp_gso_segment()"
 */
public final class TcpSegments {
  private static final int PSH = 0x08;
  private static final int CWR = 0x80;
  private static final int FLAGS = 13;
  private static final int V4_ID = 4;
  private static final int V4_CHECKSUM = 10;

  private final IpPacket whole = new IpPacket();
  private final IpPacket segment = new IpPacket();
  private int size;
  private int headers;
  private int next;
  private int number;

  /**
   * Begins with another packet.
   *
   * @param buffer big-endian
   * @param at first byte of the IP header
   * @param end first byte behind the packet
   * @param segmentSize bytes of payload in each segment, 1 or more
   * @return false if it is no TCP packet that can be cut
   */
  public boolean wrap(ByteBuffer buffer, int at, int end, int segmentSize) {
    if (!whole.wrap(buffer, at, end)
        || whole.protocol() != IpProtocols.TCP
        || whole.isFragment()
        || !whole.hasTransport()
        || whole.tcp().length() < TcpHeader.MIN_LENGTH
        || whole.tcp().length() > whole.transportLength()) {
      return false;
    }
    size = segmentSize;
    headers = whole.transportAt() - at + whole.tcp().length();
    next = at + headers;
    number = 0;
    return true;
  }

  /**
   * Whether there is another segment.
   *
   * @return false after the last one
   */
  public boolean hasNext() {
    return next < whole.end();
  }

  /**
   * Writes the next segment.
   *
   * @param into another buffer, big-endian
   * @param at where its IP header goes
   * @return its length
   */
  public int next(ByteBuffer into, int at) {
    int payload = Math.min(size, whole.end() - next);
    into.put(at, whole.buffer(), whole.at(), headers);
    into.put(at + headers, whole.buffer(), next, payload);
    int offset = next - whole.at() - headers;
    int length = headers + payload;
    next += payload;
    if (whole.isIpv6()) {
      into.putShort(at + 4, (short) (length - Ipv6Header.LENGTH));
    } else {
      into.putShort(at + 2, (short) length);
      into.putShort(at + V4_ID, (short) (whole.v4().id() + number));
      into.putShort(at + V4_CHECKSUM, (short) 0);
      int header = whole.v4().length();
      into.putShort(at + V4_CHECKSUM, (short) Checksums.finish(Checksums.add(0, into, at, header)));
    }
    int tcp = at + whole.transportAt() - whole.at();
    into.putInt(tcp + 4, whole.tcp().sequence() + offset);
    int flags = whole.tcp().flags();
    flags &= hasNext() ? ~(TcpHeader.FIN | PSH) : ~0;
    flags &= number > 0 ? ~CWR : ~0;
    into.put(tcp + FLAGS, (byte) flags);
    number++;
    if (segment.wrap(into, at, at + length)) {
      segment.computeTransportChecksum();
    }
    return length;
  }
}

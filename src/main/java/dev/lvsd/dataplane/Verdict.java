package dev.lvsd.dataplane;

import java.nio.ByteBuffer;

/**
 * What becomes of a packet. One object for all packets, valid until the next one. Owner: the
 * forwarding thread.
 */
public final class Verdict {
  /** What to do. */
  public enum Kind {
    /** Not the plane's: the host does with it what it would do anyway; nothing was changed. */
    PASS,
    /** Nothing. */
    DROP,
    /** Send what the buffer has now to the next hop. */
    FORWARD,
    /** Give what the buffer has now to the host itself. */
    DELIVER,
    /**
     * Cut the packet into segments and complete their checksums, and ask about each of them;
     * nothing was changed.
     */
    CUT,
    /** Drop the packet, and send the ICMP error that the buffer has now to who sent it. */
    ANSWER
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private Kind kind = Kind.DROP;
  private ByteBuffer buffer = NOTHING;
  private int at;
  private int end;
  private boolean ipv6;
  private boolean finished;
  private long nextHopHigh;
  private long nextHopLow;

  Verdict() {}

  Verdict pass() {
    kind = Kind.PASS;
    return this;
  }

  Verdict drop() {
    kind = Kind.DROP;
    return this;
  }

  Verdict cut() {
    kind = Kind.CUT;
    return this;
  }

  Verdict packet(Kind what, ByteBuffer bytes, int from, int to) {
    kind = what;
    finished = false;
    buffer = bytes;
    at = from;
    end = to;
    return this;
  }

  Verdict finished() {
    finished = true;
    return this;
  }

  Verdict nextHop(boolean isIpv6, long high, long low) {
    ipv6 = isIpv6;
    nextHopHigh = high;
    nextHopLow = low;
    return this;
  }

  /**
   * What to do.
   *
   * @return never null
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Where the packet is that goes out: the one that came in, or the plane's own for an answer.
   *
   * @return valid for {@link Kind#FORWARD}, {@link Kind#DELIVER} and {@link Kind#ANSWER}
   */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * First byte of the packet that goes out; may lie before that of the packet that came in.
   *
   * @return index into the buffer
   */
  public int at() {
    return at;
  }

  /**
   * First byte behind the packet that goes out.
   *
   * @return index into the buffer
   */
  public int end() {
    return end;
  }

  /**
   * Whether the checksums of the packet that goes out are complete, although those of the packet
   * that came in may not have been.
   *
   * @return true for what the plane itself made, tunnel packets among it
   */
  public boolean isFinished() {
    return finished;
  }

  /**
   * Family of the next hop.
   *
   * @return true for IPv6
   */
  public boolean isNextHopIpv6() {
    return ipv6;
  }

  /**
   * First half of the address to route by, which may differ from the packet's destination.
   *
   * @return 0 for IPv4
   */
  public long nextHopHigh() {
    return nextHopHigh;
  }

  /**
   * Second half of the address to route by.
   *
   * @return the whole address for IPv4
   */
  public long nextHopLow() {
    return nextHopLow;
  }
}

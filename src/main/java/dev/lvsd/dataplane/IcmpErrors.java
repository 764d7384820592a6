package dev.lvsd.dataplane;

import dev.lvsd.dataplane.packet.IcmpHeader;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.Ipv4Header;
import dev.lvsd.dataplane.packet.Ipv6Header;
import java.nio.ByteBuffer;

/**
 * Tells senders why their packet died: ICMP and ICMPv6 errors in a buffer of the plane's own.
 * Owner: the forwarding thread.
 *
 * <p>The source is the address that the packet went to, if it is the host's own. None is sent about
 * ICMP errors, later fragments, and packets from or to addresses that are not one host's (RFC 1122,
 * 3.2.2; RFC 4443, 2.4).
 *
 * @see "net/ipv4/icmp.c: __icmp_send(); net/ipv6/icmp.c: icmp6_send()"
 */
final class IcmpErrors {
  private static final int LONGEST = 576;
  private static final int LONGEST_V6 = 1280;
  private static final int TTL = 64;
  private static final int INTERNETWORK_CONTROL = 0xc0;
  private static final int TOS_BITS = 0x1e;

  private final ByteBuffer answer = ByteBuffer.allocateDirect(LONGEST_V6);
  private final IpPacket written = new IpPacket();
  private final IcmpHeader icmp = new IcmpHeader();
  private final Routes routes;
  private int id;

  IcmpErrors(Routes routes) {
    this.routes = routes;
  }

  Verdict portUnreachable(IpPacket about, Verdict verdict) {
    return about.isIpv6()
        ? answer(about, IcmpHeader.V6_UNREACHABLE, IcmpHeader.V6_PORT_UNREACHABLE, 0, verdict)
        : answer(about, IcmpHeader.UNREACHABLE, IcmpHeader.PORT_UNREACHABLE, 0, verdict);
  }

  Verdict hostUnreachable(IpPacket about, Verdict verdict) {
    return about.isIpv6()
        ? answer(about, IcmpHeader.V6_UNREACHABLE, IcmpHeader.V6_ADDRESS_UNREACHABLE, 0, verdict)
        : answer(about, IcmpHeader.UNREACHABLE, IcmpHeader.HOST_UNREACHABLE, 0, verdict);
  }

  Verdict timeExceeded(IpPacket about, Verdict verdict) {
    int type = about.isIpv6() ? IcmpHeader.V6_TIME_EXCEEDED : IcmpHeader.TIME_EXCEEDED;
    return answer(about, type, 0, 0, verdict);
  }

  Verdict tooBig(IpPacket about, int mtu, Verdict verdict) {
    return about.isIpv6()
        ? answer(about, IcmpHeader.V6_PACKET_TOO_BIG, 0, mtu, verdict)
        : answer(about, IcmpHeader.UNREACHABLE, IcmpHeader.FRAGMENTATION_NEEDED, mtu, verdict);
  }

  private Verdict answer(IpPacket about, int type, int code, int info, Verdict verdict) {
    if (!mayBeAnswered(about)) {
      return verdict.drop();
    }
    boolean six = about.isIpv6();
    int ip = six ? Ipv6Header.LENGTH : Ipv4Header.MIN_LENGTH;
    int quote = Math.min(about.length(), (six ? LONGEST_V6 : LONGEST) - ip - IcmpHeader.LENGTH);
    int length = ip + IcmpHeader.LENGTH + quote;
    boolean local = routes.isLocal(six, about.destinationHigh(), about.destinationLow());
    long fromHigh =
        local
            ? about.destinationHigh()
            : routes.sourceHigh(six, about.sourceHigh(), about.sourceLow());
    long fromLow =
        local
            ? about.destinationLow()
            : routes.sourceLow(six, about.sourceHigh(), about.sourceLow());
    if (six) {
      Ipv6Header.write(
          answer,
          0,
          0,
          length - ip,
          IpProtocols.ICMPV6,
          TTL,
          fromHigh,
          fromLow,
          about.sourceHigh(),
          about.sourceLow());
    } else {
      int tos = (about.v4().tos() & TOS_BITS) | INTERNETWORK_CONTROL;
      Ipv4Header.write(
          answer,
          0,
          tos,
          length,
          ++id & 0xffff,
          false,
          TTL,
          IpProtocols.ICMP,
          (int) fromLow,
          (int) about.sourceLow());
    }
    answer
        .putShort(ip, (short) (type << 8 | code))
        .putShort(ip + 2, (short) 0)
        .putInt(ip + 4, info);
    ByteBuffer source = about.buffer();
    for (int i = 0; i < quote; i++) {
      answer.put(ip + IcmpHeader.LENGTH + i, source.get(about.at() + i));
    }
    written.wrap(answer, 0, length);
    icmp.wrap(answer, ip, length);
    icmp.computeChecksum(six ? written.pseudoSum(length - ip) : 0);
    return verdict
        .packet(Verdict.Kind.ANSWER, answer, 0, length)
        .finished()
        .nextHop(six, about.sourceHigh(), about.sourceLow());
  }

  private boolean mayBeAnswered(IpPacket about) {
    if (about.fragmentOffset() != 0) {
      return false;
    }
    boolean isIcmp = about.protocol() == (about.isIpv6() ? IpProtocols.ICMPV6 : IpProtocols.ICMP);
    if (isIcmp
        && (!icmp.wrap(about.buffer(), about.transportAt(), about.end()) || isError(about))) {
      return false;
    }
    return isHost(about.isIpv6(), about.sourceHigh(), about.sourceLow())
        && isHost(about.isIpv6(), about.destinationHigh(), about.destinationLow());
  }

  private boolean isError(IpPacket about) {
    return about.isIpv6() ? icmp.isV6Error() : icmp.isError();
  }

  /** Neither unspecified nor multicast nor limited broadcast. */
  private static boolean isHost(boolean ipv6, long high, long low) {
    if (ipv6) {
      return (high | low) != 0 && high >>> 56 != 0xff;
    }
    return low != 0 && low >>> 28 != 0xe && low != 0xffff_ffffL;
  }
}

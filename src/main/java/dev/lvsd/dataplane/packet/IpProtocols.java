package dev.lvsd.dataplane.packet;

/** Protocol numbers of IPv4 and next-header numbers of IPv6 that lvsd looks at. */
public final class IpProtocols {
  /** ICMP. */
  public static final int ICMP = 1;

  /** IPv4 in IP. */
  public static final int IPIP = 4;

  /** TCP. */
  public static final int TCP = 6;

  /** UDP. */
  public static final int UDP = 17;

  /** IPv6 in IP. */
  public static final int IPV6 = 41;

  /** Generic routing encapsulation. */
  public static final int GRE = 47;

  /** Encapsulating security payload. */
  public static final int ESP = 50;

  /** Authentication header. */
  public static final int AH = 51;

  /** ICMPv6. */
  public static final int ICMPV6 = 58;

  /** SCTP. */
  public static final int SCTP = 132;

  static final int HOP_BY_HOP = 0;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int NO_NEXT_HEADER = 59;
  static final int DESTINATION_OPTIONS = 60;

  private IpProtocols() {}

  static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AH, NO_NEXT_HEADER, DESTINATION_OPTIONS -> true;
      default -> false;
    };
  }
}

package dev.lvsd.ipvsadm;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServiceKey;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** How addresses, ports and services are written, with names or with numbers. */
final class Labels {
  /** Longest address with port; the rest is cut. */
  private static final int END_LENGTH = 59;

  /** Longest IPv4 service in a listing; the rest is cut. */
  private static final int SERVICE_LENGTH = 33;

  private final Names names;
  private final boolean numeric;

  /**
   * A way of writing.
   *
   * @param names asked unless {@code numeric}
   * @param numeric numbers only
   */
  Labels(Names names, boolean numeric) {
    this.names = names;
    this.numeric = numeric;
  }

  /**
   * Address and port, IPv6 in brackets.
   *
   * @param protocol whose service names the ports have; null: none
   */
  String end(InetAddress address, int port, @Nullable Protocol protocol) {
    StringBuilder out = new StringBuilder(24);
    boolean ipv6 = Inet.isIpv6(address);
    if (ipv6) {
      out.append('[');
    }
    String host = numeric ? null : names.hostOf(address);
    if (host == null) {
      Inet.append(out, address);
    } else {
      out.append(host);
    }
    out.append(ipv6 ? "]:" : ":");
    String service = numeric || protocol == null ? null : names.serviceOf(port, protocol.text());
    if (service == null) {
      out.append(port);
    } else {
      out.append(service);
    }
    return Columns.cut(out.toString(), END_LENGTH);
  }

  /** The first column of a listing. */
  String service(ServiceKey key) {
    if (key instanceof AddressKey tuple) {
      StringBuilder out = new StringBuilder(34);
      Columns.left(out, protocolName(tuple.protocol()), 5);
      out.append(end(tuple.address(), tuple.port(), tuple.protocol()));
      return Inet.isIpv6(tuple.address())
          ? out.toString()
          : Columns.cut(out.toString(), SERVICE_LENGTH);
    }
    return "FWM  " + mark((FwmarkKey) key, " IPv6");
  }

  /** The option that selects the service on a command line. */
  String selector(ServiceKey key) {
    if (key instanceof AddressKey tuple) {
      String option =
          switch (tuple.protocol()) {
            case TCP -> "-t ";
            case UDP -> "-u ";
            case SCTP -> "--sctp-service ";
          };
      return option + end(tuple.address(), tuple.port(), tuple.protocol());
    }
    return "-f " + mark((FwmarkKey) key, " -6");
  }

  /** The protocol whose service names the ports of a service have; null with firewall marks. */
  static @Nullable Protocol protocol(ServiceKey key) {
    return key instanceof AddressKey tuple ? tuple.protocol() : null;
  }

  /** Marks from 2^31 come out negative. */
  private static String mark(FwmarkKey key, String ipv6) {
    return switch (key.family()) {
      case IPV4 -> Integer.toString((int) key.mark());
      case IPV6 -> (int) key.mark() + ipv6;
    };
  }

  private static String protocolName(Protocol protocol) {
    return switch (protocol) {
      case TCP -> "TCP";
      case UDP -> "UDP";
      case SCTP -> "SCTP";
    };
  }
}

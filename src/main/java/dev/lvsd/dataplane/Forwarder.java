package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.Ipv6Header;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.packet.ToaOption;

/**
 * Sends packets of connections on their way, by each forwarding method. Owner: the forwarding
 * thread.
 *
 * <p>Time to live goes down by one, whatever the method, unless the server is the host itself. What
 * is too long for the route and may not be fragmented is answered with the length that would do.
 *
 * @see "net/netfilter/ipvs/ip_vs_xmit.c: __ip_vs_get_out_rt() and the transmitters"
 */
final class Forwarder {
  private static final int SMALLEST_MTU = 68;
  private static final int SMALLEST_MTU_V6 = 1280;
  private static final int LONGEST_PACKET = 65535;

  private final ConnectionTable table;
  private final Connections connections;
  private final Routes routes;
  private final IcmpErrors errors;
  private final Encapsulation encapsulation;
  private boolean pathMtuDiscovery = true;

  Forwarder(Connections connections, Routes routes, IcmpErrors errors) {
    this.connections = connections;
    this.table = connections.table();
    this.routes = routes;
    this.errors = errors;
    this.encapsulation = new Encapsulation(routes);
  }

  void pathMtuDiscovery(boolean on) {
    pathMtuDiscovery = on;
  }

  /** Whether a packet must be cut first: what is inside a tunnel nobody cuts later. */
  boolean mustBeCut(IpPacket packet, int connection) {
    return packet.isToBeCut()
        && table.method(connection) == Connections.METHOD_TUNNEL
        && !isLocal(connection);
  }

  /** Sends a client's packet to the server. */
  Verdict toServer(IpPacket packet, int connection, Verdict verdict) {
    return switch (table.method(connection)) {
      case Connections.METHOD_NAT, Connections.METHOD_FULLNAT ->
          translate(packet, connection, verdict);
      case Connections.METHOD_DR -> direct(packet, connection, verdict);
      case Connections.METHOD_TUNNEL -> tunnel(packet, connection, verdict);
      case Connections.METHOD_BYPASS -> bypass(packet, verdict);
      default -> verdict.pass();
    };
  }

  private boolean isLocal(int connection) {
    return routes.isLocal(
        table.has(connection, ConnectionTable.SERVER_IPV6),
        table.serverHigh(connection),
        table.serverLow(connection));
  }

  private Verdict translate(IpPacket packet, int connection, Verdict verdict) {
    boolean local = isLocal(connection);
    int mtu = local ? LONGEST_PACKET : mtuOf(connection);
    if (!local && !canGo(packet, mtu, false, verdict)) {
      return verdict;
    }
    if (table.has(connection, ConnectionTable.FULLNAT)) {
      tellClient(packet, connection, mtu);
      packet.source(
          table.localHigh(connection), table.localLow(connection), table.localPort(connection));
    }
    rewriteToServer(packet, connection);
    Verdict.Kind kind = local ? Verdict.Kind.DELIVER : Verdict.Kind.FORWARD;
    return send(kind, packet, verdict)
        .nextHop(packet.isIpv6(), table.serverHigh(connection), table.serverLow(connection));
  }

  /**
   * Adds the client's end to what may complete the handshake, or be the first data: segments that
   * acknowledge the server's SYN and nothing else.
   */
  private void tellClient(IpPacket packet, int connection, int mtu) {
    if (!table.has(connection, ConnectionTable.TOA) || !packet.hasTransport()) {
      return;
    }
    int flags = packet.tcp().flags();
    if ((flags & (TcpHeader.ACK | TcpHeader.SYN | TcpHeader.RST)) == TcpHeader.ACK
        && packet.tcp().acknowledgement() == table.sequence(connection)
        && ToaOption.fits(packet, mtu)) {
      ToaOption.insert(
          packet,
          table.clientHigh(connection),
          table.clientLow(connection),
          table.clientPort(connection));
    }
  }

  /** Remembers what the client acknowledges next, and has it leave room for its own end. */
  private void learn(IpPacket packet, int connection) {
    if (table.has(connection, ConnectionTable.TOA)
        && packet.hasTransport()
        && (packet.tcp().flags() & TcpHeader.SYN) != 0) {
      table.sequence(connection, packet.tcp().sequence() + 1);
      ToaOption.leaveRoom(packet);
    }
  }

  private void rewriteToServer(IpPacket packet, int connection) {
    packet.destination(
        table.serverHigh(connection), table.serverLow(connection), table.serverPort(connection));
    if (packet.lacksUdpChecksum()) {
      packet.computeTransportChecksum();
    }
  }

  private Verdict direct(IpPacket packet, int connection, Verdict verdict) {
    if (isLocal(connection)) {
      return verdict.pass();
    }
    if (!canGo(packet, mtuOf(connection), false, verdict)) {
      return verdict;
    }
    return send(Verdict.Kind.FORWARD, packet, verdict)
        .nextHop(packet.isIpv6(), table.serverHigh(connection), table.serverLow(connection));
  }

  private Verdict tunnel(IpPacket packet, int connection, Verdict verdict) {
    RealServer server = connections.server(connection);
    if (server == null) {
      return verdict.drop();
    }
    if (isLocal(connection)) {
      return verdict.pass();
    }
    int route = mtuOf(connection);
    int mtu = route - Encapsulation.overhead(server);
    boolean six = server.ipv6 && packet.isIpv6();
    if (route != 0 && mtu < (six ? SMALLEST_MTU_V6 : SMALLEST_MTU)) {
      return verdict.drop();
    }
    if (!canGo(packet, route == 0 ? 0 : mtu, true, verdict)) {
      return verdict;
    }
    packet.completeChecksum();
    return encapsulation.encapsulate(packet, server, pathMtuDiscovery, verdict);
  }

  private Verdict bypass(IpPacket packet, Verdict verdict) {
    boolean six = packet.isIpv6();
    long high = packet.destinationHigh();
    long low = packet.destinationLow();
    if (routes.isLocal(six, high, low)) {
      return verdict.drop();
    }
    if (!canGo(packet, routes.mtu(six, high, low), false, verdict)) {
      return verdict;
    }
    return send(Verdict.Kind.FORWARD, packet, verdict).nextHop(six, high, low);
  }

  private int mtuOf(int connection) {
    return routes.mtu(
        table.has(connection, ConnectionTable.SERVER_IPV6),
        table.serverHigh(connection),
        table.serverLow(connection));
  }

  /** Checks route, time to live and length; if something is wrong, the verdict says what. */
  private boolean canGo(IpPacket packet, int mtu, boolean tunnel, Verdict verdict) {
    if (mtu == 0) {
      errors.hostUnreachable(packet, verdict);
      return false;
    }
    if (packet.ttl() <= 1) {
      errors.timeExceeded(packet, verdict);
      return false;
    }
    packet.decrementTtl();
    if (packet.longest() > mtu && !mayBeFragmented(packet, tunnel)) {
      errors.tooBig(packet, mtu, verdict);
      return false;
    }
    return true;
  }

  private boolean mayBeFragmented(IpPacket packet, boolean tunnel) {
    return !packet.isIpv6() && (!packet.v4().dontFragment() || (tunnel && !pathMtuDiscovery));
  }

  /** Sends a server's packet to the client's end, with the virtual end as its source. */
  Verdict toClient(IpPacket packet, int connection, Verdict verdict) {
    if (packet.ttl() <= 1) {
      return errors.timeExceeded(packet, verdict);
    }
    packet.decrementTtl();
    packet.source(
        table.virtualHigh(connection), table.virtualLow(connection), table.virtualPort(connection));
    if (table.has(connection, ConnectionTable.FULLNAT)) {
      learn(packet, connection);
      packet.destination(
          table.clientHigh(connection), table.clientLow(connection), table.clientPort(connection));
    }
    if (packet.lacksUdpChecksum()) {
      packet.computeTransportChecksum();
    }
    return send(Verdict.Kind.FORWARD, packet, verdict)
        .nextHop(packet.isIpv6(), packet.destinationHigh(), packet.destinationLow());
  }

  /** Checks route, time to live and length for an ICMP error that goes to a server by nat. */
  boolean canGoToServer(IpPacket packet, int connection, Verdict verdict) {
    return isLocal(connection) || canGo(packet, mtuOf(connection), false, verdict);
  }

  Verdict send(Verdict.Kind kind, IpPacket packet, Verdict verdict) {
    return verdict.packet(kind, packet.buffer(), packet.at(), packet.end());
  }

  /** Bytes before a packet that tunnels need. */
  static int headroom() {
    return Ipv6Header.LENGTH + 12;
  }
}

package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.packet.IcmpHeader;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.scheduler.Accounting;

/**
 * ICMP errors about packets of connections: they follow the connection, and what they quote is
 * translated with them. Owner: the forwarding thread.
 *
 * <p>A client's error quotes what the server sent it, with the virtual end as source; a server's
 * error quotes what it was sent, with its own end as destination; by fullnat, it came from and goes
 * to the local end. An error with a wrong checksum goes no further. Time-outs do not begin anew.
 *
 * @see "net/netfilter/ipvs/ip_vs_core.c: ip_vs_in_icmp(), ip_vs_out_icmp(), ip_vs_nat_icmp()"
 */
final class RelatedErrors {
  private final IcmpHeader icmp = new IcmpHeader();
  private final IpPacket quoted = new IpPacket();
  private final ConnectionKey key = new ConnectionKey();
  private final Connections connections;
  private final ConnectionTable table;
  private final Forwarder forwarder;
  private final Traffic traffic;
  private final Accounting accounting;

  RelatedErrors(
      Connections connections, Forwarder forwarder, Traffic traffic, Accounting accounting) {
    this.connections = connections;
    this.table = connections.table();
    this.forwarder = forwarder;
    this.traffic = traffic;
    this.accounting = accounting;
  }

  static boolean isIcmp(IpPacket packet) {
    return packet.protocol() == (packet.isIpv6() ? IpProtocols.ICMPV6 : IpProtocols.ICMP);
  }

  Verdict handle(IpPacket packet, Verdict verdict) {
    if (packet.isFragment() || !icmp.wrap(packet.buffer(), packet.transportAt(), packet.end())) {
      return verdict.pass();
    }
    boolean error = packet.isIpv6() ? icmp.isV6Error() : icmp.isError();
    int from = icmp.at() + IcmpHeader.LENGTH;
    if (!error
        || !quoted.wrapQuoted(packet.buffer(), from, packet.end())
        || quoted.isIpv6() != packet.isIpv6()
        || Connections.machine(quoted.protocol()) == null
        || !quoted.hasPorts()) {
      return verdict.pass();
    }
    int connection = table.findOutgoing(key.of(quoted).reverse());
    if (connection != ConnectionTable.NONE) {
      return fromServer(packet, connection, verdict);
    }
    connection = table.findIncoming(key.of(quoted).reverse());
    return connection == ConnectionTable.NONE
        ? verdict.pass()
        : fromClient(packet, connection, verdict);
  }

  private boolean isIntact(IpPacket packet) {
    return icmp.isIntact(packet.isIpv6() ? packet.pseudoSum(packet.transportLength()) : 0);
  }

  private Verdict fromClient(IpPacket packet, int connection, Verdict verdict) {
    boolean nat = table.has(connection, ConnectionTable.NAT);
    if (!isIntact(packet) && (nat || accounting == Accounting.CLASSIC)) {
      return verdict.drop();
    }
    traffic.in(connections.server(connection), packet.length());
    if (!nat) {
      table.countPacketIn(connection);
      return forwarder.toServer(packet, connection, verdict);
    }
    if (!forwarder.canGoToServer(packet, connection, verdict)) {
      return verdict;
    }
    long high = table.serverHigh(connection);
    long low = table.serverLow(connection);
    quoted.relabelSource(high, low, table.serverPort(connection));
    packet.relabelDestination(high, low);
    if (table.has(connection, ConnectionTable.FULLNAT)) {
      long localHigh = table.localHigh(connection);
      long localLow = table.localLow(connection);
      quoted.relabelDestination(localHigh, localLow, table.localPort(connection));
      packet.relabelSource(localHigh, localLow);
    }
    return finish(packet, verdict).nextHop(packet.isIpv6(), high, low);
  }

  private Verdict fromServer(IpPacket packet, int connection, Verdict verdict) {
    if (!table.has(connection, ConnectionTable.NAT)) {
      traffic.out(connections.server(connection), packet.length());
      return verdict.pass();
    }
    if (!isIntact(packet) || packet.ttl() <= 1) {
      return verdict.drop();
    }
    packet.decrementTtl();
    long high = table.virtualHigh(connection);
    long low = table.virtualLow(connection);
    quoted.relabelDestination(high, low, table.virtualPort(connection));
    packet.relabelSource(high, low);
    if (table.has(connection, ConnectionTable.FULLNAT)) {
      long clientHigh = table.clientHigh(connection);
      long clientLow = table.clientLow(connection);
      quoted.relabelSource(clientHigh, clientLow, table.clientPort(connection));
      packet.relabelDestination(clientHigh, clientLow);
    }
    traffic.out(connections.server(connection), packet.length());
    return finish(packet, verdict)
        .nextHop(packet.isIpv6(), packet.destinationHigh(), packet.destinationLow());
  }

  private Verdict finish(IpPacket packet, Verdict verdict) {
    icmp.computeChecksum(packet.isIpv6() ? packet.pseudoSum(packet.transportLength()) : 0);
    return forwarder.send(Verdict.Kind.FORWARD, packet, verdict);
  }
}

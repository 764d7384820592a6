package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.connection.ConnectionTable.NONE;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.dataplane.scheduler.Destination;
import dev.lvsd.dataplane.scheduler.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Decides about packets that belong to no connection: which make one, with which server. Owner: the
 * forwarding thread.
 *
 * @see "net/netfilter/ipvs/ip_vs_core.c: ip_vs_schedule(), ip_vs_sched_persist(), ip_vs_leave()"
 */
final class Admission {
  /** There is no connection, and the verdict says what becomes of the packet. */
  static final int DECIDED = -2;

  private static final int FTP = 21;
  private static final int FTP_DATA = 20;

  private final ServiceTable services;
  private final Connections connections;
  private final ConnectionTable table;
  private final IcmpErrors errors;
  private final Routes routes;
  private final Traffic traffic;
  private final Accounting accounting;
  private final Flow flow = new Flow();
  private final ConnectionKey key = new ConnectionKey();
  private int dropCountdown;

  Admission(
      ServiceTable services,
      Connections connections,
      IcmpErrors errors,
      Routes routes,
      Traffic traffic,
      Accounting accounting) {
    this.services = services;
    this.connections = connections;
    this.table = connections.table();
    this.errors = errors;
    this.routes = routes;
    this.traffic = traffic;
    this.accounting = accounting;
  }

  /**
   * Makes a connection for a packet, if it may have one.
   *
   * @return the connection; {@link ConnectionTable#NONE} for a packet that is not the plane's;
   *     {@link #DECIDED}
   */
  int admit(IpPacket packet, int mark, SysctlValues sysctls, long nowMs, Verdict verdict) {
    if (packet.fragmentOffset() != 0) {
      return NONE;
    }
    if (!packet.hasTransport()) {
      verdict.drop();
      return DECIDED;
    }
    if (!begins(packet, sysctls)) {
      return NONE;
    }
    Service service =
        services.find(
            mark,
            packet.isIpv6(),
            packet.protocol(),
            packet.destinationHigh(),
            packet.destinationLow(),
            packet.destinationPort());
    if (service == null) {
      return NONE;
    }
    if (isDropped(sysctls.get(Sysctl.DROP_PACKET))) {
      verdict.drop();
      return DECIDED;
    }
    if (packet.sourcePort() == FTP_DATA) {
      return NONE;
    }
    int made =
        service.isPersistent()
            ? persistent(service, packet, sysctls, nowMs)
            : plain(service, packet, nowMs);
    return made == NONE ? leave(service, packet, sysctls, verdict) : made;
  }

  private static boolean begins(IpPacket packet, SysctlValues sysctls) {
    return switch (packet.protocol()) {
      case IpProtocols.TCP -> {
        int flags = packet.tcp().flags();
        yield (flags & TcpHeader.RST) == 0
            && ((flags & TcpHeader.SYN) != 0 || sysctls.isOn(Sysctl.SLOPPY_TCP));
      }
      case IpProtocols.SCTP -> {
        int chunk = packet.sctp().firstChunk();
        yield chunk == SctpHeader.INIT
            || (chunk != SctpHeader.ABORT && sysctls.isOn(Sysctl.SLOPPY_SCTP));
      }
      default -> packet.protocol() == IpProtocols.UDP;
    };
  }

  private boolean isDropped(int rate) {
    if (rate == 0 || --dropCountdown > 0) {
      return false;
    }
    dropCountdown = rate;
    return true;
  }

  private @Nullable RealServer pick(Service service, IpPacket packet, long nowMs) {
    Destination picked =
        service
            .scheduler()
            .pick(
                flow.of(
                    packet.sourceHigh(),
                    packet.sourceLow(),
                    packet.sourcePort(),
                    packet.destinationHigh(),
                    packet.destinationLow(),
                    nowMs));
    return (RealServer) picked;
  }

  private static int flags(Service service, IpPacket packet) {
    return switch (packet.protocol()) {
      case IpProtocols.UDP -> service.isOnePacket() ? ConnectionTable.ONE_PACKET : 0;
      case IpProtocols.TCP -> service.tellsClient() ? ConnectionTable.TOA : 0;
      default -> 0;
    };
  }

  private int plain(Service service, IpPacket packet, long nowMs) {
    if (service.mark == 0 && packet.destinationPort() != service.port) {
      return NONE;
    }
    RealServer server = pick(service, packet, nowMs);
    if (server == null) {
      return NONE;
    }
    int port = server.port() != 0 ? server.port() : packet.destinationPort();
    int made = connections.create(key.of(packet), server, port, flags(service, packet));
    if (made != NONE) {
      traffic.connection(server, service);
    }
    return made;
  }

  private int persistent(Service service, IpPacket packet, SysctlValues sysctls, long nowMs) {
    boolean ownPort = packet.destinationPort() == service.port;
    int template = table.findTemplate(templateKey(service, packet, ownPort));
    RealServer server;
    if (template != NONE && isUsable(template, sysctls)) {
      server = connections.server(template);
    } else {
      server = pick(service, packet, nowMs);
      if (server == null) {
        return NONE;
      }
      int port = ownPort && service.port != FTP ? server.port() : 0;
      ConnectionKey clients = templateKey(service, packet, ownPort);
      template = connections.create(clients, server, port, ConnectionTable.TEMPLATE);
      if (template == NONE) {
        return NONE;
      }
      table.timeoutSeconds(template, service.persistenceSeconds());
    }
    if (server == null) {
      return NONE;
    }
    int port = ownPort && server.port() != 0 ? server.port() : packet.destinationPort();
    int made = connections.create(key.of(packet), server, port, flags(service, packet));
    connections.touch(template);
    if (made != NONE) {
      table.template(made, template);
      traffic.connection(server, service);
    }
    return made;
  }

  private ConnectionKey templateKey(Service service, IpPacket packet, boolean ownPort) {
    boolean marked = service.mark != 0 && !ownPort;
    key.of(packet.isIpv6(), marked ? 0 : packet.protocol());
    key.from(service.networkHigh(packet.sourceHigh()), service.networkLow(packet.sourceLow()), 0);
    if (marked) {
      // an IPv4 address in the first four bytes, whatever the family
      long mark = service.mark & 0xffff_ffffL;
      return key.to(packet.isIpv6() ? mark << 32 : 0, packet.isIpv6() ? 0 : mark, 0);
    }
    int port = ownPort && service.port != FTP ? service.port : 0;
    return key.to(packet.destinationHigh(), packet.destinationLow(), port);
  }

  private boolean isUsable(int template, SysctlValues sysctls) {
    RealServer server = connections.server(template);
    if (server != null
        && server.isAvailable()
        && (server.weight() != 0 || !sysctls.isOn(Sysctl.EXPIRE_QUIESCENT_TEMPLATE))) {
      return true;
    }
    connections.spoil(template, accounting == Accounting.REWORKED);
    return false;
  }

  /** No server takes it: route it past them, leave it to the host, or say so. */
  private int leave(Service service, IpPacket packet, SysctlValues sysctls, Verdict verdict) {
    if (sysctls.isOn(Sysctl.CACHE_BYPASS)
        && service.mark != 0
        && !routes.isLocal(packet.isIpv6(), packet.destinationHigh(), packet.destinationLow())) {
      return connections.create(key.of(packet), null, 0, flags(service, packet));
    }
    if (service.port == FTP && packet.destinationPort() != FTP) {
      return NONE;
    }
    errors.portUnreachable(packet, verdict);
    return DECIDED;
  }
}

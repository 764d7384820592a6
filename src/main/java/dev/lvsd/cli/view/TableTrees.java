package dev.lvsd.cli.view;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import java.util.Map;

/** The table of a data plane as trees of a document. Counters are numbers, never rounded. */
final class TableTrees {
  private TableTrees() {}

  static Map<String, ?> service(VirtualService service) {
    Totals totals = Totals.of(service.servers());
    return new Tree()
        .with("service", service.key().toString())
        .withAll(settings(service.status().spec()))
        .count("activeConnections", totals.active())
        .count("inactiveConnections", totals.inactive())
        .count("persistentConnections", totals.persistent())
        .with("statistics", statistics(service.status().statistics()))
        .with("servers", service.servers().stream().map(TableTrees::serverBody).toList())
        .build();
  }

  static Map<String, ?> server(ServiceKey service, ServerStatus server) {
    return new Tree().with("service", service.toString()).withAll(serverBody(server)).build();
  }

  private static Map<String, ?> serverBody(ServerStatus server) {
    return new Tree()
        .with("server", server.key().toString())
        .withAll(settings(server.spec()))
        .withAll(connections(server))
        .count("persistentConnections", server.persistentConnections())
        .with("statistics", statistics(server.statistics()))
        .build();
  }

  static Map<String, ?> connections(ServerStatus server) {
    return new Tree()
        .count("activeConnections", server.activeConnections())
        .count("inactiveConnections", server.inactiveConnections())
        .build();
  }

  static Map<String, ?> settings(ServiceSpec spec) {
    return new Tree()
        .with("scheduler", spec.scheduler().name())
        .with("schedulerFlags", spec.schedulerFlags().stream().map(Settings::text).toList())
        .with("persistence", spec.persistence().map(TableTrees::persistence))
        .with("persistenceEngine", spec.persistenceEngine())
        .with("onePacket", spec.onePacket())
        .with("toa", spec.toa())
        .build();
  }

  static Map<String, ?> settings(ServerSpec spec) {
    return new Tree()
        .with("forwarding", spec.forwarding().text())
        .with("tunnel", spec.tunnel().map(TableTrees::tunnel))
        .with("weight", spec.weight())
        .with("upperThreshold", spec.upperThreshold())
        .with("lowerThreshold", spec.lowerThreshold())
        .build();
  }

  static Map<String, ?> timeouts(Timeouts timeouts) {
    return new Tree()
        .with("tcpSeconds", timeouts.tcpSeconds())
        .with("tcpFinSeconds", timeouts.tcpFinSeconds())
        .with("udpSeconds", timeouts.udpSeconds())
        .build();
  }

  static Map<String, ?> daemon(SyncDaemon daemon) {
    return new Tree()
        .with("role", daemon.role().text())
        .with("interface", daemon.multicastInterface())
        .with("syncId", daemon.syncId())
        .with("maxLength", daemon.maxLength())
        .with("group", daemon.group().map(Addresses::text))
        .with("port", daemon.port())
        .with("ttl", daemon.ttl())
        .build();
  }

  static Map<String, ?> connection(Connection connection) {
    return new Tree()
        .with("protocol", connection.protocol())
        .with("client", connection.client().toString())
        .with("virtual", TableText.virtual(connection))
        .with("server", connection.server().toString())
        .with("state", connection.state())
        .with("expiresSeconds", connection.expiresSeconds())
        .with("template", connection.isTemplate())
        .with("engine", connection.engine().map(Connection.EngineData::name))
        .with("engineData", connection.engine().map(Connection.EngineData::data))
        .build();
  }

  private static Map<String, ?> persistence(Persistence persistence) {
    return new Tree()
        .with("timeoutSeconds", persistence.timeoutSeconds())
        .with("netmask", persistence.netmask().toString())
        .build();
  }

  private static Map<String, ?> tunnel(Tunnel tunnel) {
    return new Tree()
        .with("type", tunnel.type().text())
        .with("port", tunnel.port())
        .with("checksum", tunnel.checksum().text())
        .build();
  }

  private static Map<String, ?> statistics(Statistics statistics) {
    return new Tree()
        .count("connections", statistics.connections())
        .count("inPackets", statistics.inPackets())
        .count("outPackets", statistics.outPackets())
        .count("inBytes", statistics.inBytes())
        .count("outBytes", statistics.outBytes())
        .count("connectionsPerSecond", statistics.connectionsPerSecond())
        .count("inPacketsPerSecond", statistics.inPacketsPerSecond())
        .count("outPacketsPerSecond", statistics.outPacketsPerSecond())
        .count("inBytesPerSecond", statistics.inBytesPerSecond())
        .count("outBytesPerSecond", statistics.outBytesPerSecond())
        .build();
  }
}

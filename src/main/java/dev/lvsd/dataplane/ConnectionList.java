package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.connection.StateMachine;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import java.util.Optional;
import java.util.function.Consumer;

/** Connections as people see them. Owner: the forwarding thread. */
final class ConnectionList {
  private final ConnectionTable table;

  ConnectionList(Connections connections) {

    this.table = connections.table();
  }

  void forEach(long nowMs, Consumer<Connection> consumer) {
    table.forEach(each -> consumer.accept(view(each, nowMs)));
  }

  private Connection view(int connection, long nowMs) {
    boolean six = table.has(connection, ConnectionTable.IPV6);
    boolean template = table.has(connection, ConnectionTable.TEMPLATE);
    int protocol = table.protocol(connection);
    long left = Math.max(0, table.expiresAtMs(connection) - nowMs) / 1000;
    return new Connection(
        protocolName(protocol),
        new Endpoint(
            Ip.address(six, table.clientHigh(connection), table.clientLow(connection)),
            table.clientPort(connection)),
        new Endpoint(
            Ip.address(six, table.virtualHigh(connection), table.virtualLow(connection)),
            table.virtualPort(connection)),
        new Endpoint(
            Ip.address(
                table.has(connection, ConnectionTable.SERVER_IPV6),
                table.serverHigh(connection),
                table.serverLow(connection)),
            table.serverPort(connection)),
        template ? templateState(connection) : state(connection, protocol),
        left,
        Optional.empty());
  }

  private static String protocolName(int protocol) {
    return switch (protocol) {
      case IpProtocols.TCP -> "TCP";
      case IpProtocols.UDP -> "UDP";
      case IpProtocols.SCTP -> "SCTP";
      default -> "IP";
    };
  }

  private String templateState(int connection) {
    return table.has(connection, ConnectionTable.ASSURED) ? "ASSURED" : "NONE";
  }

  private String state(int connection, int protocol) {
    StateMachine machine = Connections.machine(protocol);
    return machine == null ? "NONE" : machine.name(table.state(connection));
  }
}

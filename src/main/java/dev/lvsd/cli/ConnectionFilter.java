package dev.lvsd.cli;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Connection;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which connections are shown: those that fit every option given. */
final class ConnectionFilter {
  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = {
        ServiceFilter.HELP,
        "A fwmark finds the templates of its service; connections do not tell their mark."
      })
  List<String> services = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "ADDRESS",
      description = "Only this client: 192.0.2.7, 192.0.2.7:4711 or 192.0.2.0/24.")
  @Nullable String client;

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      description = "Only this real server: 10.2.0.11, 10.2.0.11:80 or 10.2.0.0/16.")
  @Nullable String server;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only these states, such as ESTABLISHED or SYN_RECV,FIN_WAIT.")
  List<String> states = new ArrayList<>();

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      split = ",",
      description = "Only tcp, udp, sctp, or ip (the templates of firewall marks).")
  List<String> protocols = new ArrayList<>();

  @Option(names = "--templates", description = "Only persistence templates.")
  boolean templatesOnly;

  @Option(names = "--no-templates", description = "No persistence templates.")
  boolean noTemplates;

  /** The options as one question. Complains about a wrong option before anything is read. */
  Predicate<Connection> toPredicate() {
    ServiceFilter service = ServiceFilter.parse(services);
    @Nullable EndpointFilter clientEnd = client == null ? null : EndpointFilter.parse(client);
    @Nullable EndpointFilter serverEnd = server == null ? null : EndpointFilter.parse(server);
    List<String> wantedStates = upper(states);
    List<String> wantedProtocols = upper(protocols);
    for (String protocol : wantedProtocols) {
      if (!List.of("TCP", "UDP", "SCTP", "IP").contains(protocol)) {
        throw new UsageException(
            "--protocol " + protocol + ": expected tcp, udp, sctp or ip", null);
      }
    }
    boolean hidesConnections = templatesOnly;
    boolean hidesTemplates = noTemplates;
    return connection ->
        (clientEnd == null || clientEnd.accepts(connection.client()))
            && (serverEnd == null || serverEnd.accepts(connection.server()))
            && (wantedStates.isEmpty() || wantedStates.contains(connection.state()))
            && (wantedProtocols.isEmpty() || wantedProtocols.contains(connection.protocol()))
            && !(connection.isTemplate() ? hidesTemplates : hidesConnections)
            && (services.isEmpty() || isOf(service, connection));
  }

  /** A service with port 0 takes every port, so its connections have others. */
  private static boolean isOf(ServiceFilter filter, Connection connection) {
    if (connection.fwmark().isPresent()) {
      long mark = connection.fwmark().getAsLong();
      AddressFamily family = AddressFamily.of(connection.client().address());
      return mark != 0 && filter.accepts(new FwmarkKey(mark, family));
    }
    for (Protocol protocol : Protocol.values()) {
      if (protocol.name().equals(connection.protocol())) {
        return filter.accepts(
                new AddressKey(
                    protocol, connection.virtual().address(), connection.virtual().port()))
            || filter.accepts(new AddressKey(protocol, connection.virtual().address(), 0));
      }
    }
    return false;
  }

  private static List<String> upper(List<String> words) {
    return words.stream().map(word -> word.strip().toUpperCase(Locale.ROOT)).toList();
  }
}

package dev.lvsd.config;

import dev.lvsd.config.YamlText.Flow;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.RealServerHost;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes definitions as {@link DefinitionReader} reads them: one YAML document per cluster, keys by
 * the declarations of the reader, nothing that a missing key means anyway.
 *
 * <p>Reading the text again gives an equal definition, as far as the reader accepts what is in it.
 */
public final class DefinitionWriter {
  private final YamlText out = new YamlText();

  private DefinitionWriter() {}

  /**
   * Writes a definition.
   *
   * @param definition what to write
   * @return YAML, one document per cluster
   */
  public static String write(Definition definition) {
    DefinitionWriter writer = new DefinitionWriter();
    definition.clusters().forEach(writer::cluster);
    return writer.out.toString();
  }

  private void cluster(Cluster cluster) {
    out.document();
    out.scalar(ClusterBlock.API_VERSION, "lvsd/v1", "lvsd/v1");
    out.scalar(ClusterBlock.KIND, "Cluster", "Cluster");
    out.flow(
        ClusterBlock.METADATA,
        new Flow().scalar(MetadataBlock.NAME, cluster.name(), cluster.name()));
    out.scalar(ClusterBlock.DATA_PLANE, cluster.dataPlane(), word(cluster.dataPlane()));
    out.scalar(ClusterBlock.MANAGEMENT, cluster.management(), word(cluster.management()));
    director(cluster.director());
    if (cluster.services().isEmpty()) {
      out.raw(ClusterBlock.SERVICES, "[]");
    } else {
      out.open(ClusterBlock.SERVICES);
      cluster.services().forEach(this::service);
      out.close();
    }
    if (!cluster.realServerHosts().isEmpty()) {
      out.open(ClusterBlock.REAL_SERVER_HOSTS);
      cluster.realServerHosts().forEach(this::host);
      out.close();
    }
  }

  private void director(Director director) {
    if (director.equals(Director.UNSPECIFIED)) {
      return;
    }
    out.open(ClusterBlock.DIRECTOR);
    if (director.connTabBits().isPresent()) {
      out.raw(DirectorBlock.CONN_TAB_BITS, "" + director.connTabBits().getAsInt());
    } else if (director.expectedConnections().isPresent()) {
      out.raw(DirectorBlock.CONN_TAB_BITS, "auto");
    }
    director
        .expectedConnections()
        .ifPresent(count -> out.raw(DirectorBlock.EXPECTED_CONNECTIONS, "" + count));
    out.flow(DirectorBlock.TIMEOUTS, timeouts(director.timeouts()));
    Flow sysctls = new Flow();
    director.sysctls().forEach((name, value) -> sysctls.raw(name, YamlText.quoted(value, true)));
    out.flow(DirectorBlock.SYSCTLS, sysctls);
    director.vipInterface().ifPresent(name -> out.scalar(DirectorBlock.VIP_INTERFACE, name, name));
    out.flow(DirectorBlock.ANNOUNCE, announcing(director.announcing()));
    if (!director.localAddresses().isEmpty()) {
      out.raw(DirectorBlock.LOCAL_ADDRESSES, localAddresses(director));
    }
    if (!director.syncDaemons().isEmpty()) {
      out.open(DirectorBlock.SYNC_DAEMONS);
      director.syncDaemons().forEach(daemon -> out.item(syncDaemon(daemon)));
      out.close();
    }
    out.close();
  }

  private static String localAddresses(Director director) {
    return director.localAddresses().stream()
        .map(each -> YamlText.quoted(Addresses.text(each), true))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Flow announcing(Announcing announcing) {
    int gapSeconds = Math.toIntExact(announcing.gap().toSeconds());
    return new Flow()
        .scalar(AnnounceBlock.COUNT, announcing.count(), "" + announcing.count())
        .scalar(AnnounceBlock.GAP, gapSeconds, Durations.text(gapSeconds));
  }

  private static Flow syncDaemon(SyncDaemon daemon) {
    Flow flow =
        new Flow()
            .scalar(SyncDaemonBlock.ROLE, daemon.role(), daemon.role().text())
            .scalar(
                SyncDaemonBlock.INTERFACE, daemon.multicastInterface(), daemon.multicastInterface())
            .scalar(SyncDaemonBlock.SYNC_ID, daemon.syncId(), "" + daemon.syncId());
    number(flow, SyncDaemonBlock.MAX_LENGTH, daemon.maxLength());
    daemon
        .group()
        .ifPresent(group -> flow.scalar(SyncDaemonBlock.GROUP, group, Addresses.text(group)));
    number(flow, SyncDaemonBlock.PORT, daemon.port());
    number(flow, SyncDaemonBlock.TTL, daemon.ttl());
    return flow;
  }

  private static Flow timeouts(Timeouts timeouts) {
    Flow flow = new Flow();
    seconds(flow, TimeoutsBlock.TCP, timeouts.tcpSeconds());
    seconds(flow, TimeoutsBlock.TCP_FIN, timeouts.tcpFinSeconds());
    seconds(flow, TimeoutsBlock.UDP, timeouts.udpSeconds());
    return flow;
  }

  private static void seconds(Flow flow, Field<Integer> field, int seconds) {
    if (seconds > 0) {
      flow.raw(field, Durations.text(seconds));
    }
  }

  private void service(ClusterService service) {
    ServiceSpec spec = service.spec();
    out.item();
    out.scalar(ServiceBlock.NAME, service.name(), service.name());
    int port = 0;
    if (spec.key() instanceof AddressKey key) {
      port = key.port();
      String listen = Addresses.withPort(key.address(), key.port());
      out.raw(ServiceBlock.LISTEN, YamlText.quoted(listen, false));
      out.scalar(ServiceBlock.PROTOCOL, key.protocol(), key.protocol().text());
    } else if (spec.key() instanceof FwmarkKey key) {
      out.scalar(ServiceBlock.FWMARK, key.mark(), "" + key.mark());
      out.scalar(ServiceBlock.FAMILY, key.family(), word(key.family()));
    }
    out.scalar(ServiceBlock.SCHEDULER, spec.scheduler(), spec.scheduler().name());
    if (!spec.schedulerFlags().isEmpty()) {
      out.raw(ServiceBlock.SCHEDULER_FLAGS, flags(spec));
    }
    ForwardingMethod forwarding = usual(service);
    Tunnel tunnel = usualTunnel(service);
    out.scalar(ServiceBlock.FORWARDING, forwarding, forwarding.text());
    out.flow(ServiceBlock.TUNNEL, tunnel(tunnel));
    if (spec.persistence().isPresent()) {
      out.raw(ServiceBlock.PERSISTENCE, persistence(spec, spec.persistence().get()).toString());
    }
    out.scalar(ServiceBlock.ONE_PACKET, spec.onePacket(), "" + spec.onePacket());
    out.scalar(ServiceBlock.TOA, spec.toa(), "" + spec.toa());
    if (service.servers().isEmpty()) {
      out.raw(ServiceBlock.REAL_SERVERS, "[]");
    } else {
      out.open(ServiceBlock.REAL_SERVERS);
      for (ClusterServer server : service.servers()) {
        out.item(server(server, forwarding, tunnel, port));
      }
      out.close();
    }
    out.close();
  }

  private static Flow server(
      ClusterServer server, ForwardingMethod usual, Tunnel usualTunnel, int servicePort) {
    ServerSpec spec = server.spec();
    Flow flow = new Flow();
    if (!server.name().equals(spec.key().toString())) {
      flow.scalar(ServerBlock.NAME, server.name(), server.name());
    }
    flow.scalar(ServerBlock.ADDRESS, spec.key().address(), Addresses.text(spec.key().address()));
    if (spec.key().port() != servicePort) {
      flow.scalar(ServerBlock.PORT, spec.key().port(), "" + spec.key().port());
    }
    flow.scalar(ServerBlock.WEIGHT, spec.weight(), "" + spec.weight());
    if (spec.forwarding() != usual) {
      flow.scalar(ServerBlock.FORWARDING, spec.forwarding(), spec.forwarding().text());
    }
    spec.tunnel()
        .filter(tunnel -> !tunnel.equals(usualTunnel))
        .ifPresent(
            tunnel ->
                flow.raw(
                    ServerBlock.TUNNEL,
                    tunnel.equals(Tunnel.IPIP) ? "{type: ipip}" : tunnel(tunnel).toString()));
    number(flow, ServerBlock.UPPER_THRESHOLD, spec.upperThreshold());
    number(flow, ServerBlock.LOWER_THRESHOLD, spec.lowerThreshold());
    return flow;
  }

  private static void number(Flow flow, Field<Integer> field, long number) {
    if (number != 0) {
      flow.raw(field, Long.toString(number));
    }
  }

  private static Flow tunnel(Tunnel tunnel) {
    Flow flow = new Flow().scalar(TunnelBlock.TYPE, tunnel.type(), tunnel.type().text());
    if (tunnel.port() != 0) {
      flow.raw(TunnelBlock.PORT, "" + tunnel.port());
    }
    return flow.scalar(TunnelBlock.CHECKSUM, tunnel.checksum(), tunnel.checksum().text());
  }

  /** With the time-out always: an empty block would look like none. */
  private static Flow persistence(ServiceSpec spec, Persistence persistence) {
    Flow flow =
        new Flow().raw(PersistenceBlock.TIMEOUT, Durations.text(persistence.timeoutSeconds()));
    if (!persistence.netmask().isFull()) {
      String prefix = spec.key().family().addressBits() == 128 ? "/" : "";
      flow.raw(PersistenceBlock.NETMASK, prefix + persistence.netmask());
    }
    spec.persistenceEngine()
        .ifPresent(engine -> flow.scalar(PersistenceBlock.ENGINE, engine, engine));
    return flow;
  }

  private void host(RealServerHost host) {
    Flow ssh = new Flow();
    host.sshHost().ifPresent(name -> ssh.scalar(SshBlock.HOST, name, name));
    host.sshUser().ifPresent(user -> ssh.scalar(SshBlock.USER, user, user));
    host.sshPort().ifPresent(port -> ssh.raw(SshBlock.PORT, "" + port));
    out.item(
        new Flow()
            .scalar(HostBlock.ADDRESS, host.address(), Addresses.text(host.address()))
            .flow(HostBlock.SSH, ssh));
  }

  private static String flags(ServiceSpec spec) {
    StringBuilder flags = new StringBuilder("[");
    for (SchedulerFlag flag : spec.schedulerFlags()) {
      flags.append(flags.length() == 1 ? "" : ", ").append(word(flag));
    }
    return flags.append(']').toString();
  }

  /** The method of most servers; dr where there are none. */
  private static ForwardingMethod usual(ClusterService service) {
    Map<ForwardingMethod, Integer> counts = new LinkedHashMap<>();
    service.servers().forEach(server -> counts.merge(server.spec().forwarding(), 1, Integer::sum));
    return most(counts, ForwardingMethod.DR);
  }

  /** The encapsulation of most servers; ipip where there are none. */
  private static Tunnel usualTunnel(ClusterService service) {
    Map<Tunnel, Integer> counts = new LinkedHashMap<>();
    service
        .servers()
        .forEach(server -> server.spec().tunnel().ifPresent(t -> counts.merge(t, 1, Integer::sum)));
    return most(counts, Tunnel.IPIP);
  }

  private static <T> T most(Map<T, Integer> counts, T none) {
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(none);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

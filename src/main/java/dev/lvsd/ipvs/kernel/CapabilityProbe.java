package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_DEL_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_GROUP6;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_ADDR_FAMILY;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_STATS64;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_TUN_FLAGS;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.Capability;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.GenericNetlink;
import dev.lvsd.netlink.NetlinkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a kernel can do without changing anything that could matter.
 *
 * <p>The family's policy (CTRL_CMD_GETPOLICY) stops at the outermost attributes, so it does not
 * say. What does:
 *
 * <ul>
 *   <li>the attributes with which the kernel describes a real server. If the table has none, one is
 *       made in a private network namespace, which no packet reaches and which is gone afterwards;
 *   <li>how it refuses a request to stop a sync daemon that does not say which one, and that has an
 *       attribute of the wrong length: with words if it knows the attribute;
 *   <li>which files there are under {@code /proc}.
 * </ul>
 */
final class CapabilityProbe {
  /** A table whose first services have no servers is as good as an empty one. */
  private static final int SERVICES_TO_TRY = 4;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Path RESIZING = Path.of("/proc/sys/net/ipv4/vs/conn_lfactor");

  private final IpvsClient client;
  private final ConnectionFile connections;

  CapabilityProbe(IpvsClient client, ConnectionFile connections) {
    this.client = client;
    this.connections = connections;
  }

  /**
   * Looks.
   *
   * @param found receives what was found
   * @return false if something could not be found out, so that it is worth looking again
   */
  boolean look(Set<Capability> found) {
    found.add(Capability.SYNC_DAEMONS);
    found.add(Capability.PERSISTENCE_ENGINES);
    if (Files.exists(RESIZING)) {
      found.add(Capability.RESIZABLE_TABLES);
    }
    if (connections.isReadable()) {
      found.add(Capability.CONNECTION_LIST);
    }
    if (knowsSyncDaemonOptions()) {
      found.add(Capability.SYNC_DAEMON_OPTIONS);
    }
    Optional<Set<Capability>> seen = seenInTable().or(CapabilityProbe::seenInPrivateNetwork);
    seen.ifPresent(found::addAll);
    return seen.isPresent();
  }

  private Optional<Set<Capability>> seenInTable() {
    return client.dump(new ReadRequest.DumpServices()).stream()
        .flatMap(Optional::stream)
        .limit(SERVICES_TO_TRY)
        .map(ServiceStatus::key)
        .map(key -> seenInServers(client, key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Empty if the service has no servers. */
  private static Optional<Set<Capability>> seenInServers(IpvsClient client, ServiceKey service) {
    return client.dump(new SurveyServers(service)).stream().findFirst();
  }

  /** Empty if there is no such namespace to be had, or if it does not do IPv6. */
  private static Optional<Set<Capability>> seenInPrivateNetwork() {
    // IPv6, because IPv4 addresses are refused while the loopback interface is down
    ServiceKey service = new FwmarkKey(1, AddressFamily.IPV6);
    ServerSpec server =
        ServerSpec.of(new ServerKey(Addresses.parse("2001:db8::1"), 0), ForwardingMethod.NAT, 0);
    try {
      return GenericNetlink.inPrivateNetwork(
          LIMIT,
          netlink -> {
            IpvsClient inside = IpvsClient.over(netlink);
            inside.execute(
                ChangeRequest.of(
                    new CreateService(ServiceSpec.of(service, new SchedulerName("none")))));
            inside.execute(ChangeRequest.of(new AddServer(service, server)));
            return seenInServers(inside, service);
          });
    } catch (LvsdException e) {
      return Optional.empty();
    }
  }

  private boolean knowsSyncDaemonOptions() {
    String words = refusal(new MalformedStop(IPVS_DAEMON_ATTR_MCAST_GROUP6));
    return !words.isEmpty() && !words.equals(refusal(new MalformedStop(MalformedStop.NOBODYS)));
  }

  /** The words with which the kernel refuses; empty if it has none. */
  private String refusal(ReadRequest<?> request) {
    try {
      client.get(request);
      return "";
    } catch (IpvsException e) {
      return e.getCause() instanceof NetlinkException refused ? refused.kernelMessage() : "";
    }
  }

  /** IPVS_CMD_GET_DEST, read for which attributes there are. */
  private record SurveyServers(ServiceKey service) implements ReadRequest<Set<Capability>> {
    @Override
    public int command() {
      return IPVS_CMD_GET_DEST;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, service);
    }

    @Override
    public Set<Capability> decode(AttributeReader answer) {
      Set<Capability> seen = EnumSet.noneOf(Capability.class);
      while (answer.next()) {
        if (answer.type() == IPVS_CMD_ATTR_DEST) {
          AttributeReader server = answer.nested();
          while (server.next()) {
            switch (server.type()) {
              case IPVS_DEST_ATTR_ADDR_FAMILY -> seen.add(Capability.MIXED_FAMILIES);
              case IPVS_DEST_ATTR_STATS64 -> seen.add(Capability.STATISTICS_64);
              case IPVS_DEST_ATTR_TUN_FLAGS -> seen.add(Capability.TUNNEL_TYPES);
              default -> {} // says nothing
            }
          }
        }
      }
      return seen;
    }

    @Override
    public String describe() {
      return "look at the servers of " + service;
    }
  }

  /**
   * IPVS_CMD_DEL_DAEMON without the role, which every kernel refuses, and with an attribute that is
   * shorter than it must be.
   *
   * @param attribute its number
   */
  private record MalformedStop(int attribute) implements ReadRequest<List<Void>> {
    /** A number that no kernel has given to an attribute of daemons. */
    static final int NOBODYS = 100;

    @Override
    public int command() {
      return IPVS_CMD_DEL_DAEMON;
    }

    @Override
    public void encode(AttributeWriter out) {
      int daemon = out.begin(IPVS_CMD_ATTR_DAEMON);
      out.bytes(attribute, new byte[1]);
      out.end(daemon);
    }

    @Override
    public List<Void> decode(AttributeReader answer) {
      return List.of();
    }

    @Override
    public String describe() {
      return "look whether the kernel knows attribute " + attribute + " of sync daemons";
    }
  }
}

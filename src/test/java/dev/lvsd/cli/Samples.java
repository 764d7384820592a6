package dev.lvsd.cli;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small table with something of everything. */
public final class Samples {
  public static final ServiceKey WEB = ServiceKeys.parse("tcp 203.0.113.10:80");
  public static final ServiceKey DNS = ServiceKeys.parse("udp [2001:db8::1]:53");
  public static final ServiceKey MARK = ServiceKeys.parse("fwmark 7");

  private Samples() {}

  public static ServerSpec server(String endpoint, int weight) {
    Endpoint end = Endpoint.parse(endpoint);
    return ServerSpec.of(new ServerKey(end.address(), end.port()), ForwardingMethod.DR, weight);
  }

  public static ServerStatus status(ServerSpec spec, long active, long inactive) {
    return new ServerStatus(spec, active, inactive, 0, Statistics.ZERO);
  }

  public static ServiceStatus status(ServiceSpec spec) {
    return new ServiceStatus(spec, Statistics.ZERO);
  }

  /** The web service: wrr, two servers, counters beyond 63 bits. */
  public static VirtualService web() {
    Statistics statistics =
        new Statistics(1_234_567, 99_999, 100_000, -1, 1_500_000_000_000L, 12, 3, 4, 5, 6);
    return new VirtualService(
        new ServiceStatus(ServiceSpec.of(WEB, SchedulerName.WRR), statistics),
        List.of(
            status(server("10.2.0.100:80", 3), 12, 40),
            status(server("10.2.0.11:80", 1).withThresholds(5000, 4000), 0, 0)));
  }

  /** The DNS service: hashing with flags, one packet, a gue tunnel. */
  public static VirtualService dns() {
    ServerSpec server =
        server("[2001:db8::53]:53", 1)
            .withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL));
    return new VirtualService(
        status(
            ServiceSpec.of(DNS, SchedulerName.MH)
                .withSchedulerFlags(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT))
                .withOnePacket(true)),
        List.of(status(server, 0, 7)));
  }

  /** The marked service: persistent with an engine, no servers. */
  public static VirtualService mark() {
    return new VirtualService(
        status(
            ServiceSpec.of(MARK, SchedulerName.WLC)
                .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24)))
                .withPersistenceEngine("sip")),
        List.of());
  }

  public static List<VirtualService> table() {
    return List.of(mark(), dns(), web());
  }

  /** A plan with every kind of change. */
  public static Plan plan() {
    ServerStatus going = status(server("10.2.0.12:80", 3), 12, 40);
    ServerStatus light = status(server("10.2.0.13:80", 1), 0, 0);
    return new Plan(
        List.of(
            new Change.SetTimeouts(new Timeouts(900, 120, 300), new Timeouts(600, 0, 0)),
            new Change.CreateService(ServiceSpec.of(DNS, SchedulerName.RR).withOnePacket(true)),
            new Change.AddServer(DNS, server("[2001:db8::53]:53", 1)),
            new Change.UpdateService(
                status(ServiceSpec.of(WEB, SchedulerName.WLC)),
                ServiceSpec.of(WEB, SchedulerName.WRR)),
            new Change.AddServer(WEB, server("10.2.0.11:80", 3).withThresholds(5000, 4000)),
            new Change.UpdateServer(WEB, light, light.spec().withWeight(3)),
            new Change.QuiesceServer(WEB, going),
            new Change.RemoveServer(WEB, going, false),
            new Change.RemoveService(mark(), true)),
        List.of(
            new VirtualService(
                status(ServiceSpec.of(ServiceKeys.parse("tcp 10.9.9.9:443"), SchedulerName.SH)),
                List.of(light))),
        List.of("director.vipInterface is checked, and not set"));
  }

  public static Connection connection(String client, String virtual, String server, String state) {
    return new Connection(
        "TCP",
        Endpoint.parse(client),
        Endpoint.parse(virtual),
        Endpoint.parse(server),
        state,
        899,
        Optional.empty());
  }

  /** A template of firewall mark 7, as the kernel writes it. */
  public static Connection template() {
    return new Connection(
        "IP",
        new Endpoint(Addresses.parse("192.0.2.0"), 0),
        new Endpoint(Addresses.parse("0.0.0.7"), 0),
        new Endpoint(Addresses.parse("10.2.0.11"), 0),
        "NONE",
        3723,
        Optional.of(new Connection.EngineData("sip", "call-1@example")));
  }
}

package dev.lvsd.dataplane;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plane with a clock that tests turn, and packets as byte arrays. VIPs are the host's own. */
final class PlaneBed {
  static final String CLIENT = "10.1.0.2:30000";
  static final String VIP = "10.9.9.9:80";
  static final String SERVER = "192.168.7.11:8080";
  static final ServiceKey WEB = ServiceKeys.parse("tcp 10.9.9.9:80");
  static final byte[] NOTHING = {};

  final FixedRoutes routes = new FixedRoutes().local("10.9.9.9", "fd09::9");
  final Plane plane;
  final DataplaneIpvs ipvs;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(70_000);
  private Verdict verdict;
  private long nowMs = 1_000_000;

  PlaneBed(Accounting accounting) {
    plane = new Plane(accounting, routes, 42, nowMs);
    ipvs = new DataplaneIpvs(plane);
  }

  PlaneBed() {
    this(Accounting.REWORKED);
  }

  static ServiceSpec service(String key) {
    return ServiceSpec.of(ServiceKeys.parse(key), SchedulerName.RR);
  }

  static ServerSpec server(String endpoint, ForwardingMethod method) {
    return ServerSpec.of(key(endpoint), method, 1);
  }

  static ServerKey key(String endpoint) {
    Endpoint parsed = Endpoint.parse(endpoint);
    return new ServerKey(parsed.address(), parsed.port());
  }

  PlaneBed with(ServiceSpec service, ServerSpec... servers) {
    ipvs.execute(new IpvsCommand.CreateService(service));
    for (ServerSpec each : servers) {
      ipvs.execute(new IpvsCommand.AddServer(service.key(), each));
    }
    return this;
  }

  /** One server by nat behind the VIP. */
  static PlaneBed nat() {
    return new PlaneBed().with(service("tcp 10.9.9.9:80"), server(SERVER, ForwardingMethod.NAT));
  }

  /** One server by fullnat behind the VIP. */
  static PlaneBed fullnat(String... localAddresses) {
    PlaneBed bed = new PlaneBed();
    bed.plane.localAddresses(Stream.of(localAddresses).map(Addresses::parse).toList());
    return bed.with(service("tcp 10.9.9.9:80"), server(SERVER, ForwardingMethod.FULLNAT));
  }

  /** Gives a packet to the plane; what goes out is the answer, empty if nothing does. */
  byte[] send(byte[] packet) {
    return send(packet, 0);
  }

  byte[] send(byte[] packet, int mark) {
    buffer.put(Plane.HEADROOM, packet);
    verdict = plane.process(buffer, Plane.HEADROOM, Plane.HEADROOM + packet.length, mark, nowMs);
    if (verdict.kind() == Verdict.Kind.DROP || verdict.kind() == Verdict.Kind.PASS) {
      return NOTHING;
    }
    byte[] out = new byte[verdict.end() - verdict.at()];
    verdict.buffer().get(verdict.at(), out);
    return out;
  }

  Verdict.Kind kindOf(byte[] packet) {
    send(packet);
    return verdict.kind();
  }

  Verdict verdict() {
    return verdict;
  }

  byte[] syn(String from, String to) {
    return send(Packets.tcp(from, to, TcpHeader.SYN, NOTHING));
  }

  byte[] ack(String from, String to) {
    return send(Packets.tcp(from, to, TcpHeader.ACK, NOTHING));
  }

  PlaneBed later(double seconds) {
    nowMs += (long) (seconds * 1000);
    plane.advance(nowMs, Integer.MAX_VALUE);
    return this;
  }

  List<Connection> connections() {
    plane.advance(nowMs, Integer.MAX_VALUE);
    List<Connection> all = new ArrayList<>();
    ipvs.connections(all::add);
    return all;
  }

  /** State and time left of the only connection that is no template. */
  String state() {
    List<Connection> all = connections().stream().filter(each -> !each.isTemplate()).toList();
    return all.stream()
        .map(each -> each.state() + " " + each.expiresSeconds())
        .reduce((a, b) -> a + ", " + b)
        .orElse("none");
  }

  ServerStatus status(ServiceKey service, String server) {
    return ipvs.servers(service).stream()
        .filter(each -> each.key().equals(key(server)))
        .findFirst()
        .orElseThrow();
  }

  /** Active, inactive and persistent connections of a server. */
  String counts(ServiceKey service, String server) {
    ServerStatus status = status(service, server);
    return status.activeConnections()
        + " "
        + status.inactiveConnections()
        + " "
        + status.persistentConnections();
  }
}

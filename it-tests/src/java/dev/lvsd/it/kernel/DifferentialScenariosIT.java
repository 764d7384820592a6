package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.it.differential.Scenarios;
import dev.lvsd.it.differential.Twins;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sysctls, fragments and servers that come back do, in the kernel and in the Java plane; and
 * scenarios that were made from seeds.
 *
 * <pre>
 *   this test ─ tun0 ─ director with the kernel's IPVS         this test ─ Java plane
 * </pre>
 */
class DifferentialScenariosIT {
  private static final int STEPS = 120;
  private static final int MOMENT_MS = 20;
  private static final String CLIENT = "10.1.0.2:2000";
  private static final String VIP = "10.9.9.9:80";
  private static final byte[] NOTHING = {};

  private static ServerSpec server(String endpoint, ForwardingMethod method) {
    Endpoint parsed = Endpoint.parse(endpoint);
    return ServerSpec.of(new ServerKey(parsed.address(), parsed.port()), method, 1);
  }

  private static ServiceSpec create(Twins twins, String key, ServerSpec... servers) {
    ServiceSpec service = ServiceSpec.of(ServiceKeys.parse(key), SchedulerName.RR);
    twins.execute(new CreateService(service));
    for (ServerSpec each : servers) {
      twins.execute(new AddServer(service.key(), each));
    }
    return service;
  }

  /** A difference is told with as few steps as it takes; the seed stands in its name. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesOnWhatASeedMakes(long seed) {
    boolean reworked = System.getProperty("lvsd.kernel", "").startsWith("7");
    Scenarios.of(seed, STEPS, reworked).mustAgree();
  }

  @ParameterizedTest
  @CsvSource({"0, NAT", "1, NAT", "2, NAT", "3, NAT", "1, DR", "3, DR"})
  void schedulesPortsThatClientsUseAgain(int mode, ForwardingMethod method) {
    int[] flags = {TcpHeader.SYN, TcpHeader.FIN | TcpHeader.ACK, TcpHeader.RST, TcpHeader.ACK};
    Random random = new Random(mode);
    try (Twins twins = new Twins("conn_reuse_mode " + mode + " by " + method)) {
      twins.set(Sysctl.CONN_REUSE_MODE, mode);
      String[] ends = {"192.168.7.11:80", "192.168.7.12:80"};
      create(twins, "tcp " + VIP, server(ends[0], method), server(ends[1], method));
      for (int step = 0; step < 60; step++) {
        String client = "10.1.0.2:" + (2000 + random.nextInt(2));
        int flag = flags[random.nextInt(flags.length)];
        boolean reply = method == ForwardingMethod.NAT && random.nextInt(3) == 0;
        String end = ends[random.nextInt(2)];
        twins.send(
            reply
                ? Packets.tcp(end, client, flag, NOTHING)
                : Packets.tcp(client, VIP, flag, NOTHING),
            0);
        twins.pause(MOMENT_MS); // until what was replaced is gone
        twins.compareConnections();
      }
      twins.compareServers();
    }
  }

  @Test
  void walksThroughTheStatesOfTcpOverIpv6() {
    int[] flags = {TcpHeader.SYN, TcpHeader.ACK, TcpHeader.FIN, TcpHeader.RST};
    String client = "[fd01::2]:2000";
    String vip = "[fd09::9]:80";
    String real = "[fd02::11]:8080";
    Random random = new Random(6);
    try (Twins twins = new Twins("tcp over IPv6")) {
      create(twins, "tcp " + vip, server(real, ForwardingMethod.NAT));
      for (int step = 0; step < 60; step++) {
        int flag = flags[random.nextInt(flags.length)];
        byte[] payload = new byte[random.nextInt(30)];
        twins.send(
            random.nextInt(5) < 2
                ? Packets.tcp(real, client, flag, payload)
                : Packets.tcp(client, vip, flag, payload),
            0);
        twins.compareConnections();
      }
      twins.compareStatistics();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void schedulesSegmentsThatBeginNothing(int sloppy) {
    try (Twins twins = new Twins("sloppy_tcp " + sloppy)) {
      twins.set(Sysctl.SLOPPY_TCP, sloppy);
      create(twins, "tcp " + VIP, server("192.168.7.11:8080", ForwardingMethod.NAT));
      int port = 2000;
      for (int flags : new int[] {0, TcpHeader.ACK, TcpHeader.FIN, TcpHeader.RST}) {
        twins.send(Packets.tcp("10.1.0.2:" + port++, VIP, flags, new byte[5]), 0);
      }
      twins.compareConnections();
      twins.compareServers();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, NAT", "1, NAT", "0, TUNNEL", "1, TUNNEL"})
  void keepsOrEndsTheConnectionsOfAServerThatGoesAndComesBack(int expire, ForwardingMethod method) {
    try (Twins twins = new Twins("server goes, expire_nodest_conn " + expire + ", " + method)) {
      twins.set(Sysctl.EXPIRE_NODEST_CONN, expire);
      ServerSpec only = server("192.168.7.11:80", method);
      ServiceSpec web = create(twins, "tcp " + VIP, only);
      twins.send(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, NOTHING), 0);
      twins.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, NOTHING), 0);

      twins.execute(new RemoveServer(web.key(), only.key()));
      twins.pause(100);
      twins.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, new byte[9]), 0);
      twins.compareConnections();

      twins.execute(new AddServer(web.key(), only));
      twins.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, new byte[9]), 0);
      twins.send(Packets.tcp("10.1.0.3:2000", VIP, TcpHeader.SYN, NOTHING), 0);
      twins.compareConnections();
      twins.compareServers();
    }
  }

  @ParameterizedTest
  @CsvSource({"NAT", "DR", "TUNNEL"})
  void passesErrorsOfClientsOn(ForwardingMethod method) {
    try (Twins twins = new Twins("errors of clients by " + method)) {
      create(twins, "tcp " + VIP, server("192.168.7.11:80", method));
      twins.send(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, NOTHING), 0);
      byte[] reply = Packets.tcp(VIP, CLIENT, TcpHeader.ACK, new byte[30]);
      for (int type : new int[] {3, 4, 11}) {
        for (int code = 0; code < 6; code++) {
          twins.send(Packets.icmp("10.1.0.2:0", "10.9.9.9:0", type, code, 1300, reply), 0);
          twins.send(Packets.icmp("10.1.0.77:0", "10.9.9.9:0", type, code, 0, reply), 0);
        }
      }
      twins.compareConnections();
      twins.compareStatistics();
    }
  }

  @Test
  void sendsFragmentsOnAsTheyCame() {
    String real = "192.168.7.11:53";
    String vip = "10.9.9.9:53";
    int fragments = 0;
    try (Twins twins = new Twins("fragments")) {
      create(twins, "udp " + vip, server(real, ForwardingMethod.NAT));
      twins.send(Packets.udp(CLIENT, vip, NOTHING), 0);
      for (int length : new int[] {1000, 1480, 1481, 3000, 5000}) {
        fragments += twins.sendFragments(cut(Packets.udp(CLIENT, vip, new byte[length])));
        fragments += twins.sendFragments(cut(Packets.udp(real, CLIENT, new byte[length])));
      }
      twins.compareConnections();
    }
    assertThat(fragments).isGreaterThan(20);
  }

  private static List<byte[]> cut(byte[] packet) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < packet.length - 20; at += 1000) {
      parts.add(Packets.fragment(packet, at, 1000));
    }
    return parts;
  }
}

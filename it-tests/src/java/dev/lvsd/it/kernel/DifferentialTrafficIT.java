package dev.lvsd.it.kernel;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.it.differential.Twins;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets of every kind, in and out of order, through the kernel and through the Java plane: the
 * same bytes go out, the same connections are listed with the same states and times, the same is
 * counted.
 *
 * <pre>
 *   this test ─ tun0 ─ director with the kernel's IPVS         this test ─ Java plane
 * </pre>
 */
class DifferentialTrafficIT {
  private static final String VIP = "10.9.9.9:80";
  private static final String SERVER = "192.168.7.11:8080";
  private static final byte[] NOTHING = {};

  private static ServerSpec server(String endpoint, ForwardingMethod method) {
    Endpoint parsed = Endpoint.parse(endpoint);
    return ServerSpec.of(new ServerKey(parsed.address(), parsed.port()), method, 1);
  }

  private static void create(Twins twins, ServiceSpec service, ServerSpec... servers) {
    twins.execute(new CreateService(service));
    for (ServerSpec each : servers) {
      twins.execute(new AddServer(service.key(), each));
    }
  }

  private static ServiceSpec service(String key) {
    return ServiceSpec.of(ServiceKeys.parse(key), SchedulerName.RR);
  }

  /** Random segments of four connections, many of them out of place. */
  @ParameterizedTest
  @CsvSource({"NAT, 0, 1", "NAT, 3, 2", "DR, 0, 3", "DR, 3, 4"})
  void walksThroughTheStatesOfTcp(ForwardingMethod method, int secure, long seed) {
    int[] flags = {
      TcpHeader.SYN,
      TcpHeader.SYN | TcpHeader.ACK,
      TcpHeader.ACK,
      TcpHeader.FIN | TcpHeader.ACK,
      TcpHeader.RST,
      TcpHeader.FIN,
      0
    };
    Random random = new Random(seed);
    try (Twins twins = new Twins("tcp states " + method + " secure_tcp " + secure)) {
      twins.set(Sysctl.SECURE_TCP, secure);
      create(twins, service("tcp " + VIP), server(SERVER, method));
      for (int step = 0; step < 200; step++) {
        String client = "10.1.0.2:" + (2000 + random.nextInt(4));
        int flag = flags[random.nextInt(flags.length)];
        boolean reply = method == ForwardingMethod.NAT && random.nextInt(5) < 2;
        twins.send(
            reply
                ? Packets.tcp(SERVER, client, flag, NOTHING)
                : Packets.tcp(client, VIP, flag, NOTHING),
            0);
        twins.compareConnections();
        twins.compareServers();
      }
      twins.compareStatistics();
    }
  }

  /** Random chunks of four associations. */
  @ParameterizedTest
  @CsvSource({"NAT, 1", "DR, 2"})
  void walksThroughTheStatesOfSctp(ForwardingMethod method, long seed) {
    int[] chunks = {0, 1, 2, 6, 7, 8, 9, 10, 11, 14, 3, 1, 10, 11};
    Random random = new Random(seed);
    try (Twins twins = new Twins("sctp states " + method)) {
      create(twins, service("sctp " + VIP), server(SERVER, method));
      for (int step = 0; step < 200; step++) {
        String client = "10.1.0.2:" + (2000 + random.nextInt(4));
        int chunk = chunks[random.nextInt(chunks.length)];
        boolean reply = method == ForwardingMethod.NAT && random.nextInt(5) < 2;
        twins.send(
            reply ? Packets.sctp(SERVER, client, chunk) : Packets.sctp(client, VIP, chunk), 0);
        twins.compareConnections();
        twins.compareServers();
      }
      twins.compareStatistics();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.2,10.9.9.9,192.168.7.11", "[fd01::2],[fd09::9],[fd02::11]"})
  void translatesUdpAndTheErrorsAboutIt(String hosts) {
    String[] host = hosts.split(",", -1);
    String client = host[0] + ":2000";
    String vip = host[1] + ":53";
    String real = host[2] + ":5353";
    boolean six = host[0].startsWith("[");
    try (Twins twins = new Twins("udp by nat, " + client)) {
      create(twins, service("udp " + vip), server(real, ForwardingMethod.NAT));
      for (int length = 0; length < 200; length += 13) {
        byte[] payload = new byte[length];
        twins.send(Packets.udp(client, vip, payload), 0);
        twins.send(Packets.udp(real, client, payload), 0);
        if (!six) {
          twins.send(Packets.udpWithoutChecksum(client, vip, payload), 0);
          twins.send(Packets.udpWithoutChecksum(real, client, payload), 0);
        }
        byte[] reply = Packets.udp(vip, client, payload);
        byte[] request = Packets.udp(client, real, payload);
        int type = six ? 1 : 3;
        int code = six ? 4 : 3;
        String fromClient = host[0] + ":0";
        String fromServer = host[2] + ":0";
        twins.send(Packets.icmp(fromClient, host[1] + ":0", type, code, 0, reply), 0);
        if (!six || twins.isReworked()) {
          // older kernels check the sum of these without the pseudo header, and drop them all
          // unless the device has checked them before
          twins.send(Packets.icmp(fromServer, host[0] + ":0", type, code, 0, request), 0);
        }
        twins.compareConnections();
      }
      twins.compareStatistics();
    }
  }

  @ParameterizedTest
  @CsvSource({"IPIP, NONE", "GUE, NONE", "GUE, FULL", "GRE, NONE", "GRE, FULL"})
  void encapsulates(Tunnel.Type type, Tunnel.Checksum checksum) {
    Tunnel tunnel = new Tunnel(type, type == Tunnel.Type.GUE ? 6080 : 0, checksum);
    try (Twins twins = new Twins("tunnel " + tunnel)) {
      create(
          twins,
          service("udp 10.9.9.9:53"),
          server("192.168.8.11:53", ForwardingMethod.TUNNEL).withTunnel(tunnel));
      create(
          twins,
          service("udp [fd09::9]:53"),
          server("[fd02::11]:53", ForwardingMethod.TUNNEL).withTunnel(tunnel));
      create(
          twins,
          service("udp 10.9.9.9:54"),
          server("[fd02::11]:53", ForwardingMethod.TUNNEL).withTunnel(tunnel));
      create(
          twins,
          service("udp [fd09::9]:54"),
          server("192.168.7.11:53", ForwardingMethod.TUNNEL).withTunnel(tunnel));
      for (int length : new int[] {0, 1, 100, 1280, 1339, 1340, 1344, 1348, 1352, 1353, 1400}) {
        byte[] payload = new byte[length];
        for (int tos : new int[] {0, 1, 2, 3, 0xb8, 0xbb}) {
          twins.send(marked(Packets.udp("10.1.0.2:2000", "10.9.9.9:53", payload), tos), 0);
          twins.send(marked(Packets.udp("10.1.0.2:2000", "10.9.9.9:54", payload), tos), 0);
        }
        twins.send(Packets.udp("[fd01::2]:2000", "[fd09::9]:53", payload), 0);
        twins.send(Packets.udp("[fd01::2]:2000", "[fd09::9]:54", payload), 0);
      }
      twins.compareConnections();
      twins.compareStatistics();
    }
  }

  private static byte[] marked(byte[] packet, int tos) {
    packet[1] = (byte) tos;
    return Packets.withHeaderChecksum(packet);
  }

  @ParameterizedTest
  @CsvSource({"NAT", "DR"})
  void answersWhatCannotGoOn(ForwardingMethod method) {
    try (Twins twins = new Twins("errors by " + method)) {
      create(twins, service("udp 10.9.9.9:53"), server("192.168.8.11:53", method));
      create(twins, service("udp 10.9.9.9:54"));
      for (int length : new int[] {1300, 1372, 1373, 1400, 1472}) {
        twins.send(Packets.udp("10.1.0.2:2000", "10.9.9.9:53", new byte[length]), 0);
      }
      for (int ttl : new int[] {0, 1, 2, 255}) {
        byte[] packet = Packets.udp("10.1.0.2:2001", "10.9.9.9:53", new byte[40]);
        packet[8] = (byte) ttl;
        twins.send(Packets.withHeaderChecksum(packet), 0);
      }
      twins.send(Packets.udp("10.1.0.2:2000", "10.9.9.9:54", new byte[700]), 0);
      twins.compareConnections();
      twins.compareStatistics();
    }
  }

  /** Clients come back, servers are quiesced, removed and added again. */
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, 0, 2", "0, 1, 3", "1, 1, 4"})
  void keepsClientsWithTheirServers(int expireQuiescent, int expireNodest, long seed) {
    Random random = new Random(seed);
    try (Twins twins = new Twins("persistence " + expireQuiescent + expireNodest)) {
      twins.set(Sysctl.EXPIRE_QUIESCENT_TEMPLATE, expireQuiescent);
      twins.set(Sysctl.EXPIRE_NODEST_CONN, expireNodest);
      ServerSpec[] servers = {
        server("192.168.7.11:8080", ForwardingMethod.NAT),
        server("192.168.7.12:8080", ForwardingMethod.NAT),
        server("192.168.7.13:8080", ForwardingMethod.NAT)
      };
      ServiceSpec web =
          service("tcp " + VIP)
              .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 30)));
      create(twins, web, servers);
      for (int step = 0; step < 200; step++) {
        String client = "10.1.0." + (1 + random.nextInt(20)) + ":" + (2000 + random.nextInt(3));
        // of assured templates of removed servers the kernel keeps some, as its hash has it
        boolean establish = expireNodest == 0 && random.nextInt(3) == 0;
        int flags = establish ? TcpHeader.ACK : TcpHeader.SYN;
        twins.send(Packets.tcp(client, VIP, flags, NOTHING), 0);
        int which = random.nextInt(3);
        if (step % 10 == 5) {
          int weight = random.nextInt(3);
          twins.execute(new UpdateServer(web.key(), servers[which].withWeight(weight)));
        } else if (step % 40 == 20) {
          twins.execute(new RemoveServer(web.key(), servers[which].key()));
          twins.pause(50); // the kernel ends connections of removed servers a moment later
          twins.send(Packets.tcp(client, VIP, flags, NOTHING), 0);
          twins.execute(new AddServer(web.key(), servers[which]));
        }
        twins.compareServers();
      }
      twins.compareConnections();
    }
  }

  @Test
  void schedulesSinglePacketsAndEveryPort() {
    try (Twins twins = new Twins("one-packet, port 0, marks")) {
      create(
          twins,
          service("udp 10.9.9.9:53").withOnePacket(true),
          server("192.168.7.11:53", ForwardingMethod.NAT),
          server("192.168.7.12:53", ForwardingMethod.NAT));
      Persistence persistence = new Persistence(60, Netmask.full(AddressFamily.IPV4));
      create(
          twins,
          service("tcp 10.9.9.9:0").withPersistence(persistence),
          server("192.168.7.11:0", ForwardingMethod.NAT),
          server("192.168.7.12:0", ForwardingMethod.NAT));
      create(
          twins,
          service("fwmark 7").withPersistence(persistence),
          server("192.168.7.11:0", ForwardingMethod.NAT),
          server("192.168.7.12:99", ForwardingMethod.NAT));
      for (int i = 0; i < 40; i++) {
        twins.send(Packets.udp("10.1.0.2:2000", "10.9.9.9:53", new byte[i]), 0);
        String client = "10.1.0." + (1 + i % 7) + ":" + (3000 + i);
        twins.send(Packets.tcp(client, "10.9.9.9:" + (100 + i), TcpHeader.SYN, NOTHING), 0);
        twins.send(Packets.tcp(client, "10.77.0.1:" + (100 + i), TcpHeader.SYN, NOTHING), 7);
        twins.send(Packets.udp(client, "10.77.0.2:" + (100 + i), NOTHING), 7);
        twins.compareConnections();
      }
      twins.compareServers();
      twins.compareStatistics();
    }
  }
}

package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.Flush;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Asker;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Connection.EngineData;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kernel's list of connections, made by real traffic.
 *
 * <pre>
 *   client 10.1.0.2, fd01::2 ──── 10.1.0.100, fd01::100 director ──── server1 10.2.0.11, fd02::11
 * </pre>
 */
class KernelConnectionsIT {
  private static NatTopology lab;
  private static KernelIpvs ipvs;

  @BeforeAll
  static void make() {
    lab = NatTopology.create(1);
    lab.startServer(1, 8080);
    ipvs = lab.director().call(KernelIpvs::open);
  }

  @AfterAll
  static void close() {
    ipvs.close();
    lab.close();
  }

  @AfterEach
  void flush() {
    ipvs.execute(new Flush());
  }

  private static void create(ServiceSpec service, String server) {
    Endpoint endpoint = Endpoint.parse(server);
    ipvs.execute(new CreateService(service));
    ipvs.execute(
        new AddServer(
            service.key(),
            ServerSpec.of(
                new ServerKey(endpoint.address(), endpoint.port()), ForwardingMethod.NAT, 1)));
  }

  /** The list is that of the reading thread's namespace. */
  private static List<Connection> connectionsTo(Endpoint virtual) {
    List<Connection> found = new ArrayList<>();
    lab.director()
        .run(
            () ->
                ipvs.connections(
                    connection -> {
                      if (connection.virtual().equals(virtual)) {
                        found.add(connection);
                      }
                    }));
    return found;
  }

  private static ServiceSpec service(String key) {
    ServiceKey parsed = ServiceKeys.parse(key);
    return ServiceSpec.of(parsed, SchedulerName.RR);
  }

  @Test
  void listsAnOpenConnection() {
    create(service("tcp " + VIP + ":80"), "10.2.0.11:8080");

    try (Asker.Conversation conversation = lab.asker().connect(vip(80))) {
      conversation.ask();

      assertThat(connectionsTo(Endpoint.parse(VIP + ":80")))
          .singleElement()
          .satisfies(
              connection -> {
                assertThat(connection.protocol()).isEqualTo("TCP");
                assertThat(connection.client())
                    .isEqualTo(new Endpoint(Addresses.parse("10.1.0.2"), conversation.localPort()));
                assertThat(connection.server()).isEqualTo(Endpoint.parse("10.2.0.11:8080"));
                assertThat(connection.state()).isEqualTo("ESTABLISHED");
                assertThat(connection.expiresSeconds()).isBetween(800L, 900L);
                assertThat(connection.engine()).isEmpty();
              });
    }
  }

  @Test
  void listsAnOpenConnectionOfIpv6() {
    create(service("tcp [fd01::100]:81"), "[fd02::11]:8080");

    try (Asker.Conversation conversation = lab.asker().connect(vip6(81))) {
      conversation.ask();

      assertThat(connectionsTo(Endpoint.parse("[fd01::100]:81")))
          .singleElement()
          .satisfies(
              connection -> {
                assertThat(connection.client())
                    .isEqualTo(new Endpoint(Addresses.parse("fd01::2"), conversation.localPort()));
                assertThat(connection.server()).isEqualTo(Endpoint.parse("[fd02::11]:8080"));
              });
    }
  }

  @Test
  void listsPersistenceTemplates() {
    create(
        service("tcp " + VIP + ":82")
            .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24))),
        "10.2.0.11:8080");
    lab.asker().askTcp(vip(82));

    assertThat(connectionsTo(Endpoint.parse(VIP + ":82")))
        .filteredOn(connection -> connection.client().port() == 0)
        .singleElement()
        .extracting(Connection::client)
        .isEqualTo(Endpoint.parse("10.1.0.0:0"));
  }

  @Test
  void listsWhatThePersistenceEngineKnows() throws Exception {
    create(
        service("udp " + VIP + ":5060")
            .withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV4)))
            .withPersistenceEngine("sip"),
        "10.2.0.11:8080");
    String message = "OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 4711@client\r\nMax-Forwards: 70\r\n\r\n";
    try (DatagramChannel channel =
        lab.client().call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      channel.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)), vip(5060));
    }

    assertThat(connectionsTo(Endpoint.parse(VIP + ":5060")))
        .filteredOn(connection -> connection.client().port() == 0)
        .singleElement()
        .satisfies(
            template ->
                assertThat(template.engine()).contains(new EngineData("sip", "4711@client")));
  }
}

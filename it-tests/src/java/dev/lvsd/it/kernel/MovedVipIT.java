package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lvsd.host.HostCommand.AddAddress;
import dev.lvsd.host.HostCommand.Announce;
import dev.lvsd.host.HostCommand.RemoveAddress;
import dev.lvsd.host.Interfaces;
import dev.lvsd.it.topology.Asker;
import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NeighbourCache;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServerStatus;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A VIP moves from one director to another, both with the same services. The client has the first
 * one's hardware address in its cache, and sends there whatever it is told by nobody.
 *
 * <pre>
 *   client ─────────┬──── 10.1.0.1 director, VIP 10.1.0.100, fd01::100 ─┐
 *                   ├──── 10.1.0.3 successor                          ◄─┘
 *                   └──── 10.1.0.11 server1, VIP on lo
 * </pre>
 */
class MovedVipIT {
  private static final int PORT = 80;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          scheduler: rr
          forwarding: dr
          realServers:
            - {address: 10.1.0.11}
        - name: web6
          listen: "[fd01::100]:80"
          scheduler: rr
          forwarding: dr
          realServers:
            - {address: "fd01::11"}
      """;

  private LanTopology lab;
  private Host director;
  private Host successor;
  private NeighbourCache clientsCache;

  /** A director: its services, and its addresses. */
  private record Host(Namespace namespace, Director services, Interfaces interfaces, String mac)
      implements AutoCloseable {
    static Host in(Namespace namespace) {
      Director services = Director.in(namespace);
      assertThat(services.apply(CLUSTER).hasFailures()).isFalse();
      String link = namespace.program("ip", "-o", "link", "show", "eth0").mustSucceed();
      int at = link.indexOf("link/ether ") + "link/ether ".length();
      return new Host(
          namespace, services, namespace.call(Interfaces::open), link.substring(at, at + 17));
    }

    /** How many it knows; counted at once, other than what the statistics say. */
    long connections(InterfaceAddress vip) {
      ServerStatus server =
          services.ipvs().servers(new AddressKey(Protocol.TCP, vip.address(), PORT)).get(0);
      return server.activeConnections() + server.inactiveConnections();
    }

    @Override
    public void close() {
      interfaces.close();
      services.close();
    }
  }

  @BeforeEach
  void build() {
    lab = LanTopology.create(1);
    lab.startServer(1, PORT);
    director = Host.in(lab.director());
    successor = Host.in(lab.attach("successor", "10.1.0.3", "fd01::3"));
    clientsCache = new NeighbourCache(lab.client());
  }

  @AfterEach
  void remove() {
    clientsCache.close();
    successor.close();
    director.close();
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.100", "fd01::100"})
  void isFoundByTheClientAsSoonAsItIsAnnouncedAndNotBefore(String address) {
    InterfaceAddress vip = InterfaceAddress.vip("eth0", Addresses.parse(address));
    InetSocketAddress service = new InetSocketAddress(vip.address(), PORT);
    assertThat(lab.asker().askTcp(service)).isEqualTo("server1");
    assertThat(believed(vip)).isEqualTo(director.mac());

    director.interfaces().remove(new RemoveAddress(vip));
    successor.interfaces().add(new AddAddress(vip));

    Asker impatient = new Asker(lab.client(), A_SECOND);
    assertThatThrownBy(() -> impatient.askTcp(service)).isInstanceOf(UncheckedIOException.class);
    assertThat(believed(vip)).as("without announcement, a second later").isEqualTo(director.mac());

    successor.namespace().run(() -> successor.interfaces().announce(new Announce(vip)));
    long announced = System.nanoTime();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(A_SECOND)
        .until(() -> believed(vip).equals(successor.mac()));
    System.out.printf(
        "%s: the client's cache followed %d ms after the announcement%n",
        address, Duration.ofNanos(System.nanoTime() - announced).toMillis());
    assertThat(lab.asker().askTcp(service)).isEqualTo("server1");
    assertThat(successor.connections(vip)).as("through the successor").isEqualTo(1);
  }

  @Test
  void isAnnouncedByTheApplyThatBringsIt() {
    InterfaceAddress vip = InterfaceAddress.vip("eth0", Addresses.parse("10.1.0.100"));
    InetSocketAddress service = new InetSocketAddress(vip.address(), PORT);
    assertThat(lab.asker().askTcp(service)).isEqualTo("server1");
    assertThat(believed(vip)).isEqualTo(director.mac());

    director.interfaces().remove(new RemoveAddress(vip));
    String cluster =
        CLUSTER.replace(
            "services:", "director: {vipInterface: eth0, announce: {count: 1}}\nservices:");
    assertThat(successor.services().apply(cluster).hasFailures()).isFalse();

    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(A_SECOND)
        .until(() -> believed(vip).equals(successor.mac()));
    assertThat(lab.asker().askTcp(service)).isEqualTo("server1");
    assertThat(successor.connections(vip)).as("through the successor").isEqualTo(1);
  }

  private String believed(InterfaceAddress vip) {
    InetAddress address = vip.address();
    return clientsCache
        .hardwareAddress(address)
        .orElseThrow(() -> new AssertionError("the client does not know " + address));
  }
}

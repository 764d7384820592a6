package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lvsd.host.HostCommand.AddAddress;
import dev.lvsd.host.HostCommand.Announce;
import dev.lvsd.host.HostCommand.RemoveAddress;
import dev.lvsd.host.Interfaces;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.Connection;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SyncDaemon;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two directors, one of which tells the other of its connections by multicast.
 *
 * <pre>
 *   client ─────────┬──── 10.1.0.1 director, master, VIP 10.1.0.100
 *                   ├──── 10.1.0.3 successor, backup
 *                   ├──── 10.1.0.11 server1, VIP on lo
 *                   └──── 10.1.0.12 server2, VIP on lo
 * </pre>
 */
class SyncDaemonsIT {
  /** The kernel sends what it has gathered every two seconds, and looks once a second. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** From the third packet on a connection is worth telling. */
  private static final int REQUESTS = 4;

  private static final InterfaceAddress VIP = InterfaceAddress.vip("eth0", vip(80).getAddress());

  private LanTopology lab;
  private Namespace successorHost;
  private Director director;
  private Director successor;

  @BeforeEach
  void build() {
    lab = LanTopology.create(2);
    lab.startServer(1, 80);
    lab.startServer(2, 80);
    successorHost = lab.attach("successor", "10.1.0.3", "fd01::3");
    director = Director.in(lab.director());
    successor = Director.in(successorHost);
  }

  @AfterEach
  void remove() {
    successor.close();
    director.close();
    lab.close();
  }

  @Test
  void runAsDefinedAndStopWhenNobodyWantsThemAnyMore() {
    apply(director, "master");
    apply(successor, "backup");
    assertThat(director.ipvs().syncDaemons())
        .singleElement()
        .satisfies(
            daemon -> {
              assertThat(daemon.role()).isEqualTo(SyncDaemon.Role.MASTER);
              assertThat(daemon.multicastInterface()).isEqualTo("eth0");
              assertThat(daemon.syncId()).isEqualTo(7);
            });
    assertThat(successor.ipvs().syncDaemons())
        .extracting(SyncDaemon::role)
        .containsExactly(SyncDaemon.Role.BACKUP);

    assertThat(director.apply(cluster("")).hasFailures()).isFalse();
    assertThat(director.ipvs().syncDaemons()).isEmpty();
    assertThat(director.plan(cluster("")).changes()).isEmpty();
  }

  @Test
  void letAConnectionSurviveItsDirector() {
    apply(director, "master");
    apply(successor, "backup");

    try (Conversation first = lab.asker().connect(vip(80));
        Conversation second = lab.asker().connect(vip(80))) {
      List<String> servers = List.of(answers(first), answers(second));
      assertThat(servers).as("one connection each").containsExactlyInAnyOrder("server1", "server2");
      long start = System.nanoTime();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(connections(successorHost, successor))
                      .as("at the backup, as at the master")
                      .containsExactlyInAnyOrderElementsOf(connections(lab.director(), director)));
      System.out.printf(
          "the backup knows the connections after %d ms%n",
          Duration.ofNanos(System.nanoTime() - start).toMillis());

      moveVip();

      assertThat(List.of(first.ask(), second.ask())).as("after the move").isEqualTo(servers);
    }
  }

  @Test
  void withoutThemAConnectionEndsWithItsDirector() {
    assertThat(director.apply(cluster("")).hasFailures()).isFalse();
    assertThat(successor.apply(cluster("")).hasFailures()).isFalse();
    try (Conversation conversation = lab.asker().connect(vip(80))) {
      answers(conversation);

      moveVip();

      assertThatThrownBy(conversation::ask).isInstanceOf(UncheckedIOException.class);
      assertThat(lab.asker().askTcp(vip(80))).as("a new one").startsWith("server");
    }
  }

  private static String answers(Conversation conversation) {
    String server = conversation.ask();
    for (int i = 1; i < REQUESTS; i++) {
      assertThat(conversation.ask()).isEqualTo(server);
    }
    return server;
  }

  /** Client, virtual address, server and state of each. */
  private static List<String> connections(Namespace host, Director director) {
    List<String> connections = new ArrayList<>();
    Ipvs ipvs = director.ipvs();
    host.run(() -> ipvs.connections(each -> connections.add(text(each))));
    assertThat(connections).hasSize(2);
    return connections;
  }

  private static String text(Connection connection) {
    return String.join(
        " ",
        connection.client().toString(),
        connection.virtual().toString(),
        connection.server().toString(),
        connection.state());
  }

  private void moveVip() {
    try (Interfaces from = lab.director().call(Interfaces::open);
        Interfaces to = successorHost.call(Interfaces::open)) {
      from.remove(new RemoveAddress(VIP));
      to.add(new AddAddress(VIP));
      successorHost.run(() -> to.announce(new Announce(VIP)));
    }
  }

  private static void apply(Director director, String role) {
    String cluster =
        cluster(
            """
            director:
              syncDaemons:
                - {role: %s, interface: eth0, syncId: 7}
            """
                .formatted(role));
    assertThat(director.apply(cluster).hasFailures()).isFalse();
    assertThat(director.plan(cluster).changes()).isEmpty();
  }

  private static String cluster(String directorBlock) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        %sservices:
          - name: web
            listen: 10.1.0.100:80
            scheduler: rr
            forwarding: dr
            realServers:
              - {address: 10.1.0.11}
              - {address: 10.1.0.12}
        """
        .formatted(directorBlock);
  }
}

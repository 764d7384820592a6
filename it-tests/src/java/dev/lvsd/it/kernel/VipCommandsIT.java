package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.app.Lvsctl;
import dev.lvsd.cli.Terminal;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.linux.PacketUapi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code lvsctl vip} after an apply.
 *
 * <pre>
 *   director eth0 10.1.0.1/24, VIP 10.1.0.100 ──── eth0 neighbour, who listens
 * </pre>
 */
class VipCommandsIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      director: {vipInterface: eth0, announce: {count: 1}}
      services:
        - {name: web, listen: "10.1.0.100:80", scheduler: rr, forwarding: dr, realServers: []}
      """;

  private Namespace host;
  private Namespace neighbour;
  private Director director;
  private PacketSocket wire;
  private String out = "";
  private String err = "";

  @BeforeEach
  void build() {
    host = Namespace.create("director");
    neighbour = Namespace.create("neighbour");
    host.ip(
        "link add eth0 type veth peer name eth0 netns " + neighbour.name(),
        "link set eth0 up",
        "address add 10.1.0.1/24 dev eth0");
    neighbour.ip("link set eth0 up");
    String eth0 = neighbour.program("ip", "-o", "link", "show", "eth0").mustSucceed();
    int index = Integer.parseInt(eth0.substring(0, eth0.indexOf(':')));
    wire =
        neighbour.call(
            () -> PacketSocket.open(PacketSocket.Kind.PACKET, index, PacketUapi.ETH_P_ARP));
    director = Director.in(host);
  }

  @AfterEach
  void remove() {
    director.close();
    wire.close();
    host.close();
    neighbour.close();
  }

  @Test
  void showAndAnnounceWhatApplyAdded() {
    assertThat(director.apply(CLUSTER).hasFailures()).isFalse();
    hear(2);
    assertThat(host.program("ip", "-o", "address", "show", "eth0").mustSucceed())
        .contains("inet 10.1.0.100/32 ");

    assertThat(lvsctl("vip", "list", "-o", "json")).as(err).isZero();
    JsonObject vip = JsonParser.parseString(out).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(vip.get("address").getAsString()).isEqualTo("10.1.0.100");
    assertThat(vip.get("interface").getAsString()).isEqualTo("eth0");
    assertThat(vip.get("present").getAsBoolean()).isTrue();
    assertThat(vip.get("cluster").getAsString()).isEqualTo("shop");

    assertThat(lvsctl("vip", "announce", "--count", "2", "--gap", "10ms")).as(err).isZero();
    assertThat(out).isEqualTo("announced 10.1.0.100 on eth0, 2 times\n");
    hear(4);
  }

  @Test
  void showThatAVipIsMissingAndDoNotAnnounceIt() {
    assertThat(director.apply(CLUSTER).hasFailures()).isFalse();
    host.ip("address del 10.1.0.100/32 dev eth0");

    assertThat(lvsctl("vip", "list")).as(err).isZero();
    assertThat(out).contains("10.1.0.100  eth0       missing  shop            1\n");
    assertThat(lvsctl("vip", "announce", "10.1.0.100")).isEqualTo(1);
    assertThat(err)
        .contains("announce 10.1.0.100: no interface of this machine has it; lvsctl vip list");
  }

  /** Waits for so many gratuitous packets, each with the VIP as sender and as target. */
  private void hear(int count) {
    ByteBuffer packet = ByteBuffer.allocateDirect(64);
    for (int i = 0; i < count; i++) {
      assertThat(wire.receive(packet, LIMIT.toNanos())).as("packet %d", i).isTrue();
      assertThat(packet.getInt(14)).as("sender").isEqualTo(0x0a010064);
      assertThat(packet.getInt(24)).as("target").isEqualTo(0x0a010064);
    }
    assertThat(wire.receive(packet, 0)).as("one more than %d", count).isFalse();
  }

  private int lvsctl(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(outText),
            new PrintWriter(errText),
            false,
            false,
            false,
            Map.of("LVSD_STATE", director.state().toString()),
            System::nanoTime);
    int code = host.call(() -> Lvsctl.run(terminal, args));
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}

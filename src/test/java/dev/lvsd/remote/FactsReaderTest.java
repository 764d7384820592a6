package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsReaderTest {
  private static final String IPROUTE2 =
      """
      Last login: yesterday
      lvsd-facts 1
      lvsd uid 0
      lvsd ip iproute2
      lvsd boot systemd
      lvsd uses networkd
      lvsd part conf
      ./all/arp_ignore:1
      ./eth0.100/arp_ignore:2
      ./lo/rp_filter:1
      lvsd part link
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
      2: eth0.100@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether fa:da:f9:a5:da:76 brd ff:ff:ff:ff:ff:ff link-netns d
      4: lvsd-ipip@NONE: <NOARP> mtu 1480 qdisc noop state DOWN mode DEFAULT group default qlen 1000\\    link/ipip 10.1.0.11 brd 0.0.0.0
      lvsd part addr
      1: lo    inet 10.1.0.100/32 scope global lo\\       valid_lft forever preferred_lft forever
      2: eth0.100    inet6 fe80::f8da:f9ff:fea5:da76/64 scope link \\       valid_lft forever preferred_lft forever
      lvsd part route4
      default via 10.1.0.1 dev eth0.100 proto static advmss 1400
      lvsd part route6
      default via fe80::1 dev eth0.100 metric 1024 pref medium
      lvsd part proxy
      fd01::100 dev eth0 proxy
      lvsd part fou
      port 6080 gue
      port 6081 gue -6
      port 7000 ipproto 4
      lvsd part tcp
      /proc/net/tcp:   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
      /proc/net/tcp6:   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
      lvsd part udp
      /proc/net/udp:  12: 6400010A:0035 00000000:0000 07 00000000:00000000
      lvsd part files
      /var/lib/lvsd-rs/manifest:lvsd-rs 1
      /var/lib/lvsd-rs/manifest:end
      /etc/sysctl.d/90-lvsd-rs.conf:lvsd part udp
      lvsd end
      """;

  @Test
  void readsWhatIproute2Prints() {
    HostFacts facts = FactsReader.read(IPROUTE2);
    assertThat(facts.root()).isTrue();
    assertThat(facts.boot()).isEqualTo(HostFacts.Boot.SYSTEMD);
    assertThat(facts.networkd()).isTrue();
    assertThat(facts.networkManager()).isFalse();
    assertThat(facts.effective("eth0.100", Sysctl.Name.ARP_IGNORE)).isEqualTo(2);
    assertThat(facts.lans()).extracting(HostFacts.Link::name).containsExactly("eth0.100");
    assertThat(facts.link("lvsd-ipip"))
        .contains(
            new HostFacts.Link(
                "lvsd-ipip",
                Set.of("NOARP"),
                1480,
                "ipip",
                Optional.of(Addresses.parse("10.1.0.11"))));
    assertThat(facts.addresses())
        .contains(new HostFacts.Address("lo", Addresses.parse("10.1.0.100"), 32));
    assertThat(facts.routes())
        .containsExactly(
            new HostFacts.Route(
                Optional.of(Addresses.parse("10.1.0.1")), "eth0.100", OptionalInt.of(1400), false),
            new HostFacts.Route(
                Optional.of(Addresses.parse("fe80::1")), "eth0.100", OptionalInt.empty(), true));
    assertThat(facts.proxies()).containsExactly(Addresses.parse("fd01::100"));
    assertThat(facts.fouPorts())
        .containsExactlyInAnyOrder(
            new FouPort(AddressFamily.IPV4, 6080), new FouPort(AddressFamily.IPV6, 6081));
    assertThat(facts.listeners())
        .containsExactly(
            new HostFacts.Listener(true, Optional.of(Addresses.parse("127.0.0.1")), 22),
            new HostFacts.Listener(true, Optional.empty(), 80),
            new HostFacts.Listener(false, Optional.of(Addresses.parse("10.1.0.100")), 53));
    assertThat(facts.manifest()).contains("lvsd-rs 1\nend\n");
    assertThat(facts.files()).containsEntry("/etc/sysctl.d/90-lvsd-rs.conf", "lvsd part udp\n");
  }

  @Test
  void readsWhatBusyboxPrints() {
    HostFacts facts =
        FactsReader.read(
            """
            lvsd-facts 1
            lvsd ip other
            lvsd part link
            2: eth0@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue qlen 1000\\    link/ether fa:da:f9:a5:da:76 brd ff:ff:ff:ff:ff:ff
            lvsd part addr
            2: eth0    inet 10.1.0.11/24 scope global eth0\\       valid_lft forever preferred_lft forever
            lvsd part route4
            default via 10.1.0.1 dev eth0\s
            lvsd end
            """);
    assertThat(facts.root()).isFalse();
    assertThat(facts.iproute2()).isFalse();
    assertThat(facts.lans()).hasSize(1);
    assertThat(facts.addresses()).hasSize(1);
    assertThat(facts.routes()).hasSize(1);
    assertThat(facts.manifest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "This account is not available.\n", "lvsd-facts 1\nlvsd uid 0\n"})
  void refusesWhatIsNotWhole(String answer) {
    assertThatThrownBy(() -> FactsReader.read(answer))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("its answer is not whole");
  }

  @FuzzTest
  void readsOrRefusesAnything(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    try {
      FactsReader.read("lvsd-facts 1\n" + text + "\nlvsd end\n");
      FactsReader.read(text);
    } catch (LvsdException e) {
      assertThat(e).hasMessageContaining("its answer is not whole");
    }
  }
}

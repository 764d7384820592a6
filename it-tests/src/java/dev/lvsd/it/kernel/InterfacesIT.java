package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand.AddAddress;
import dev.lvsd.host.HostCommand.RemoveAddress;
import dev.lvsd.host.HostException;
import dev.lvsd.host.Interfaces;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.NoLeakedDescriptors;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Addresses of a director, with ip(8) as the witness.
 *
 * <pre>
 *   director eth0 10.1.0.1/24, fd01::1/64 ──── eth0 other
 * </pre>
 */
@ExtendWith(NoLeakedDescriptors.class)
class InterfacesIT {
  private static final InterfaceAddress VIP = vip("10.1.0.100");
  private static final InterfaceAddress VIP6 = vip("fd01::100");

  private Namespace director;
  private Namespace other;
  private Interfaces interfaces;

  @BeforeEach
  void build() {
    director = Namespace.create("director");
    other = Namespace.create("other");
    director.ip(
        "link add eth0 type veth peer name eth0 netns " + other.name(),
        "link set eth0 up",
        "address add 10.1.0.1/24 dev eth0",
        "address add fd01::1/64 dev eth0 nodad");
    other.ip("link set eth0 up");
    interfaces = director.call(Interfaces::open);
  }

  @AfterEach
  void remove() {
    interfaces.close();
    director.close();
    other.close();
  }

  @Test
  void seesWhatIpSees() {
    assertThat(interfaces.look().names()).contains("lo", "eth0");
    assertThat(interfaces.look().addresses())
        .extracting(InterfaceAddress::toString)
        .contains("127.0.0.1/8 on lo", "::1/128 on lo", "10.1.0.1/24 on eth0", "fd01::1/64 on eth0")
        .anyMatch(text -> text.matches("fe80::.*/64 on eth0"));
  }

  @Test
  void addsAndRemovesVipsOfBothFamilies() {
    List<InterfaceAddress> before = interfaces.look().addresses();
    for (InterfaceAddress vip : List.of(VIP, VIP6)) {
      interfaces.add(new AddAddress(vip));
      interfaces.add(new AddAddress(vip));
      assertThat(interfaces.look().addresses()).containsOnlyOnce(vip);
    }
    assertThat(ip("-o", "-4", "address", "show", "dev", "eth0"))
        .containsPattern("inet 10\\.1\\.0\\.100/32 scope global eth0.* valid_lft forever");
    assertThat(ip("-o", "-6", "address", "show", "dev", "eth0"))
        .containsPattern("inet6 fd01::100/128 scope global .*valid_lft forever preferred_lft 0sec")
        .containsPattern("fd01::100/128 .* nodad ")
        .containsPattern("fd01::100/128 .* noprefixroute ");
    assertThat(ip("-4", "route", "show")).doesNotContain("10.1.0.100");
    assertThat(ip("-6", "route", "show")).doesNotContain("fd01::100");

    for (InterfaceAddress vip : List.of(VIP, VIP6)) {
      interfaces.remove(new RemoveAddress(vip));
      interfaces.remove(new RemoveAddress(vip));
    }
    assertThat(interfaces.look().addresses()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void canBeListenedOnAtOnce() {
    for (InterfaceAddress vip : List.of(VIP, VIP6)) {
      interfaces.add(new AddAddress(vip));
      director.run(() -> listen(vip));
    }
  }

  @Test
  void isNotTheSourceOfWhatTheDirectorItselfAsks() {
    interfaces.add(new AddAddress(VIP));
    interfaces.add(new AddAddress(VIP6));
    assertThat(ip("-4", "route", "get", "10.1.0.2")).contains("src 10.1.0.1 ");
    assertThat(ip("-6", "route", "get", "fd01::2")).contains("src fd01::1 ");
  }

  @Test
  void namesTheInterfacesThatThereAre() {
    assertThatThrownBy(
            () -> interfaces.add(new AddAddress(InterfaceAddress.vip("eth7", VIP.address()))))
        .isInstanceOf(HostException.class)
        .hasMessageMatching("(?s).*there is no interface eth7; there are .*eth0.*lo.*");
  }

  @Test
  void doesNotHideThatTheAddressIsThereInAnotherNetwork() {
    director.ip("address add fd01::100/64 dev eth0 nodad");
    assertThatThrownBy(() -> interfaces.add(new AddAddress(VIP6)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("the interface has it already, as fd01::100/64");
  }

  @Test
  void saysHowToSwitchIpv6On() {
    director.sysctl("net.ipv6.conf.eth0.disable_ipv6", 1);
    assertThatThrownBy(() -> interfaces.add(new AddAddress(VIP6)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("(EACCES)")
        .hasMessageEndingWith("sysctl net.ipv6.conf.eth0.disable_ipv6=0");
  }

  @Test
  void refusesWhatIsNoAddressOfOneInterface() {
    assertThatThrownBy(() -> interfaces.add(new AddAddress(vip("ff02::1"))))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("add address ff02::1/128 on eth0: ")
        .hasMessageEndingWith("a unicast address is needed");
  }

  @Test
  void looksWithoutPrivilegesAndSaysWhichOneChangesNeed() {
    String failure =
        director.call(
            () ->
                WithoutPrivileges.call(
                    () -> {
                      try (Interfaces powerless = Interfaces.open()) {
                        assertThat(powerless.look().names()).contains("lo");
                        powerless.add(new AddAddress(InterfaceAddress.vip("lo", VIP.address())));
                        return "nothing was refused";
                      } catch (HostException e) {
                        return e.getMessage();
                      }
                    }));
    assertThat(failure).endsWith("(EPERM); it takes root with CAP_NET_ADMIN");
  }

  @Test
  void readsAThousandAddressesInNoTime() {
    List<InterfaceAddress> vips = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      vips.add(vip("10.2." + i / 250 + "." + (i % 250 + 1)));
    }
    vips.forEach(vip -> interfaces.add(new AddAddress(vip)));
    interfaces.look();
    long start = System.nanoTime();
    assertThat(interfaces.look().addresses()).containsAll(vips);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("1,000 addresses are read in " + taken.toMillis() + " ms");
    assertThat(taken).isLessThan(Duration.ofSeconds(2));
  }

  private static InterfaceAddress vip(String address) {
    return InterfaceAddress.vip("eth0", Addresses.parse(address));
  }

  private static void listen(InterfaceAddress vip) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(vip.address(), 80));
    } catch (IOException e) {
      throw new AssertionError("listen on " + vip, e);
    }
  }

  private String ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    return director.program(command.toArray(String[]::new)).mustSucceed();
  }
}

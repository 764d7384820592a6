package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VipTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 203.0.113.10:80");
  private static final ServiceKey TLS = ServiceKeys.parse("tcp 203.0.113.10:443");
  private static final ServiceKey WEB6 = ServiceKeys.parse("tcp [2001:db8::10]:80");

  @Test
  void knowsWhereTheAddressOfAServiceIsAndWhoseItIs() {
    InterfaceAddress vip = vip("eth0", "203.0.113.10");
    assertThat(Vip.all(List.of(WEB, TLS), List.of(vip, vip("eth0", "10.0.0.1")), owned(vip)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.place()).contains(vip);
              assertThat(found.present()).isTrue();
              assertThat(found.cluster()).contains("shop");
              assertThat(found.services()).containsExactly(WEB, TLS);
            });
  }

  @Test
  void tellsAForeignAddressFromAnOwnOne() {
    InterfaceAddress foreign = new InterfaceAddress("eth1", Addresses.parse("203.0.113.10"), 24);
    assertThat(Vip.all(List.of(WEB), List.of(foreign), Ownership.NONE))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.place()).contains(foreign);
              assertThat(found.cluster()).isEmpty();
            });
  }

  @Test
  void missesAnAddressThatSomebodyTookAway() {
    InterfaceAddress vip = vip("eth0", "203.0.113.10");
    assertThat(Vip.all(List.of(), List.of(), owned(vip)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.place()).contains(vip);
              assertThat(found.present()).isFalse();
              assertThat(found.services()).isEmpty();
            });
  }

  @Test
  void missesAnAddressThatNobodyHas() {
    assertThat(Vip.all(List.of(WEB), List.of(), Ownership.NONE))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.place()).isEmpty();
              assertThat(found.present()).isFalse();
            });
  }

  @Test
  void countsAnAddressOnEveryInterfaceThatHasIt() {
    List<InterfaceAddress> there = List.of(vip("lo", "203.0.113.10"), vip("eth0", "203.0.113.10"));
    assertThat(Vip.all(List.of(WEB), there, Ownership.NONE))
        .extracting(vip -> vip.place().orElseThrow().interfaceName())
        .containsExactly("lo", "eth0");
  }

  @Test
  void ordersByNumberAndIpv4First() {
    List<ServiceKey> services =
        List.of(
            WEB6,
            ServiceKeys.parse("tcp 203.0.113.100:80"),
            ServiceKeys.parse("fwmark 7"),
            ServiceKeys.parse("tcp 203.0.113.9:80"));
    assertThat(Vip.all(services, List.of(), Ownership.NONE))
        .extracting(vip -> Addresses.text(vip.address()))
        .containsExactly("203.0.113.9", "203.0.113.100", "2001:db8::10");
  }

  private static InterfaceAddress vip(String interfaceName, String address) {
    return InterfaceAddress.vip(interfaceName, Addresses.parse(address));
  }

  private static Ownership owned(InterfaceAddress vip) {
    return new Ownership(
        Map.of("shop", new Managed(Set.of(), Set.of(vip), Map.of(), false, Set.of())));
  }
}

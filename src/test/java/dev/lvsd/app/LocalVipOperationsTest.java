package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.cli.VipOperations.AnnounceRequest;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.config.LocalFiles;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.FakeHost;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Definition;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.reconcile.Waiter;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalVipOperationsTest {
  private static final List<ServiceKey> SERVICES =
      List.of(ServiceKeys.parse("tcp 203.0.113.10:80"), ServiceKeys.parse("tcp [2001:db8::10]:80"));
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      director:
        vipInterface: eth0
        announce: {count: 2, gap: 5s}
      services:
        - {name: web, listen: "203.0.113.10:80", forwarding: dr, realServers: [{address: 10.2.0.11}]}
        - {name: web6, listen: "[2001:db8::10]:80", forwarding: dr, realServers: [{address: "2001:db8::11"}]}
      """;

  private final FakeHost host = new FakeHost();
  private final List<Duration> pauses = new ArrayList<>();
  private boolean askedForServices;
  private final LocalVipOperations vips =
      new LocalVipOperations(
          host, this::services, () -> Ownership.NONE, this::read, new PausesAtOnce());

  @Test
  void loadsNoModuleToList() {
    host.module("ip_vs", ModulePresence.LOADABLE);
    assertThat(vips.list()).isEmpty();
    assertThat(askedForServices).isFalse();
  }

  @Test
  void announcesThreeTimesASecondApartWhatServicesNeedAndIsHere() {
    has("eth0", "203.0.113.10");
    has("eth0", "10.0.0.1");
    assertThat(announce(List.of(), List.of())).extracting(Announced::times).containsExactly(3);
    assertThat(host.executed()).hasSize(3).containsOnly("announce 203.0.113.10 on eth0");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void announcesAnyAddressThatIsHereAndNamed() {
    has("eth0", "10.0.0.1");
    announce(List.of("10.0.0.1"), List.of());
    assertThat(host.executed()).containsOnly("announce 10.0.0.1 on eth0");
  }

  @Test
  void doesNotAnnounceWhatIsElsewhere() {
    assertThatThrownBy(() -> announce(List.of("203.0.113.10"), List.of()))
        .isInstanceOfSatisfying(
            LvsdException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessage(
            "announce 203.0.113.10: no interface of this machine has it; lvsctl vip list shows"
                + " where VIPs are");
    assertThat(host.executed()).isEmpty();
  }

  @Test
  void doesNotPretendThatSomebodyListensToLoopback() {
    has("lo", "203.0.113.10");
    assertThat(announce(List.of(), List.of())).isEmpty();
    assertThatThrownBy(() -> announce(List.of("203.0.113.10"), List.of()))
        .hasMessage("announce 203.0.113.10: only lo has it, where there is nobody to tell");
  }

  @Test
  void announcesAsTheDefinitionSaysAndTellsWhatIsMissing() {
    has("eth0", "203.0.113.10");
    List<Announced> announced = announce(List.of(), List.of(Path.of("-")));
    assertThat(announced).extracting(Announced::times).containsExactly(2, 0);
    assertThat(pauses).containsExactly(Duration.ofSeconds(5));
    assertThat(announced.get(1).failure())
        .contains("announce 2001:db8::10: eth0 does not have it; lvsctl apply adds it");
  }

  @Test
  void letsTheOperatorDecideHowOften() {
    has("eth0", "203.0.113.10");
    vips.announce(
        new AnnounceRequest(
            List.of(), List.of(Path.of("-")), Optional.of(3), Optional.of(Duration.ZERO)),
        round -> {});
    assertThat(host.executed()).hasSize(3);
    assertThat(pauses).containsOnly(Duration.ZERO);
  }

  private void has(String interfaceName, String address) {
    host.addAddress(InterfaceAddress.vip(interfaceName, Addresses.parse(address)));
  }

  private List<Announced> announce(List<String> addresses, List<Path> files) {
    List<InetAddress> parsed = addresses.stream().map(Addresses::parse).toList();
    return vips.announce(
        new AnnounceRequest(parsed, files, Optional.empty(), Optional.empty()), round -> {});
  }

  private List<ServiceKey> services() {
    askedForServices = true;
    return SERVICES;
  }

  private Definition read(List<Path> files) {
    Problems problems = new Problems();
    return new DefinitionReader(
            new LocalFiles(new ByteArrayInputStream(DEFINITION.getBytes(StandardCharsets.UTF_8))))
        .read(files, problems)
        .orElseThrow(() -> new AssertionError(problems.all()));
  }

  /** Time that passes at once. */
  private final class PausesAtOnce implements Waiter {
    @Override
    public Duration now() {
      return Duration.ZERO;
    }

    @Override
    public boolean pause(Duration duration) {
      pauses.add(duration);
      return true;
    }
  }
}

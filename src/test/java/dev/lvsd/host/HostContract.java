package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand.AddAddress;
import dev.lvsd.host.HostCommand.Announce;
import dev.lvsd.host.HostCommand.ConfigureModule;
import dev.lvsd.host.HostCommand.LoadModule;
import dev.lvsd.host.HostCommand.PersistSysctls;
import dev.lvsd.host.HostCommand.RemoveAddress;
import dev.lvsd.host.HostCommand.SetSysctl;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.ModulePresence;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Host} does. An implementation extends this class, so that one contract holds
 * for the real one and for that of the tests.
 */
public abstract class HostContract {
  private static final String SYSCTL = "net.ipv4.vs.expire_nodest_conn";
  private static final String PAIR = "net.ipv4.vs.sync_threshold";

  /** The director; files of lvsd are not there yet, {@code ip_vs} is loaded. */
  protected Host host;

  /**
   * Opens a director that nobody else uses.
   *
   * @return closed after the test
   */
  protected abstract Host open() throws Exception;

  /** An interface that is up and takes addresses. */
  protected abstract String interfaceName();

  @BeforeEach
  final void openHost() throws Exception {
    host = open();
  }

  @AfterEach
  final void closeHost() {
    if (host != null) {
      host.close();
    }
  }

  private HostState look() {
    return host.look(
        new HostQuestion(Set.of("ip_vs_wrr", "ip_vs_nonsense"), Set.of(SYSCTL, PAIR, "net.none")));
  }

  private InterfaceAddress vip(String address) {
    return InterfaceAddress.vip(interfaceName(), Addresses.parse(address));
  }

  @Test
  void tellsWhichModulesThereAre() {
    host.execute(new LoadModule("ip_vs_wrr"));
    HostState state = look();
    assertThat(state.ipvs().presence().isActive()).isTrue();
    assertThat(state.ipvs().connTabBits()).isPresent();
    assertThat(state.modules().keySet()).containsExactlyInAnyOrder("ip_vs_wrr", "ip_vs_nonsense");
    assertThat(state.modules().get("ip_vs_wrr").isActive()).isTrue();
    assertThat(state.modules()).containsEntry("ip_vs_nonsense", ModulePresence.ABSENT);
  }

  @Test
  void refusesToLoadWhatThereIsNot() {
    assertThatThrownBy(() -> host.execute(new LoadModule("ip_vs_nonsense")))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("load module ip_vs_nonsense: ");
  }

  @Test
  void configuresTheTableForTheNextLoad() {
    OptionalInt inForce = look().ipvs().connTabBits();
    assertThat(look().ipvs().configuredBits()).isEmpty();
    host.execute(new ConfigureModule(OptionalInt.of(14)));
    assertThat(look().ipvs().configuredBits()).hasValue(14);
    assertThat(look().ipvs().connTabBits()).isEqualTo(inForce);
    host.execute(new ConfigureModule(OptionalInt.empty()));
    assertThat(look().ipvs().configuredBits()).isEmpty();
  }

  @Test
  void tellsValuesOfSysctlsThatExistOnly() {
    assertThat(look().sysctls().keySet()).containsExactlyInAnyOrder(SYSCTL, PAIR);
  }

  @Test
  void setsSysctls() {
    host.execute(new SetSysctl(SYSCTL, "1"));
    host.execute(new SetSysctl(PAIR, "4 60"));
    assertThat(look().sysctls()).containsEntry(SYSCTL, "1").containsEntry(PAIR, "4 60");
    host.execute(new SetSysctl(SYSCTL, "0"));
    host.execute(new SetSysctl(PAIR, "3 50"));
    assertThat(look().sysctls()).containsEntry(SYSCTL, "0").containsEntry(PAIR, "3 50");
  }

  @Test
  void refusesSysctlsThatTheKernelDoesNotHave() {
    assertThatThrownBy(() -> host.execute(new SetSysctl("net.ipv4.vs.nonsense", "1")))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("set sysctl net.ipv4.vs.nonsense to 1: ");
  }

  @Test
  void persistsSysctlsAsAWhole() {
    host.execute(new PersistSysctls(Map.of(SYSCTL, "1", PAIR, "4 60")));
    assertThat(look().persistedSysctls()).isEqualTo(Map.of(SYSCTL, "1", PAIR, "4 60"));
    host.execute(new PersistSysctls(Map.of(SYSCTL, "1")));
    assertThat(look().persistedSysctls()).isEqualTo(Map.of(SYSCTL, "1"));
    host.execute(new PersistSysctls(Map.of()));
    assertThat(look().persistedSysctls()).isEmpty();
  }

  @Test
  void persistingSetsNothingNow() {
    host.execute(new PersistSysctls(Map.of(SYSCTL, "1")));
    assertThat(look().sysctls()).containsEntry(SYSCTL, "0");
    host.execute(new PersistSysctls(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.10", "2001:db8::10"})
  void addsAndRemovesAddresses(String address) {
    InterfaceAddress vip = vip(address);
    assertThat(look().interfaces()).contains(interfaceName());
    assertThat(look().addresses()).doesNotContain(vip);
    host.execute(new AddAddress(vip));
    host.execute(new AddAddress(vip));
    assertThat(look().addresses()).containsOnlyOnce(vip);
    host.execute(new Announce(vip));
    host.execute(new RemoveAddress(vip));
    host.execute(new RemoveAddress(vip));
    assertThat(look().addresses()).doesNotContain(vip);
  }

  @Test
  void refusesAddressesOfInterfacesThatThereAreNot() {
    InterfaceAddress vip = InterfaceAddress.vip("nonsense0", Addresses.parse("203.0.113.10"));
    assertThatThrownBy(() -> host.execute(new AddAddress(vip)))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("add address 203.0.113.10/32 on nonsense0: ");
    host.execute(new RemoveAddress(vip));
  }
}

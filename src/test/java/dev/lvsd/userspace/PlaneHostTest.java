package dev.lvsd.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.host.FakeHost;
import dev.lvsd.host.HostCommand;
import dev.lvsd.host.HostException;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.ModulePresence;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneHostTest {
  private static final InterfaceAddress VIP = InterfaceAddress.parse("203.0.113.10/32 on eth0");
  private static final String REUSE = "net.ipv4.vs.conn_reuse_mode";
  private static final String CONNTRACK = "net.ipv4.vs.conntrack";
  private static final String FORWARD = "net.ipv4.ip_forward";

  private final FakeHost machine = new FakeHost();
  private final UnwiredPlane plane = new UnwiredPlane();
  private final PlaneHost host = new PlaneHost(machine, plane);

  private HostState look() {
    return host.look(new HostQuestion(Set.of("ip_vs_wrr"), Set.of(REUSE, CONNTRACK, FORWARD)));
  }

  @Test
  void needsNoModule() {
    machine.module("ip_vs", ModulePresence.ABSENT);

    assertThat(look().ipvs().presence()).isEqualTo(ModulePresence.REPLACED);
    assertThat(look().modules()).containsEntry("ip_vs_wrr", ModulePresence.REPLACED);
    assertThat(look().ipvs().connTabBits()).isEmpty();
    assertThatThrownBy(() -> host.execute(new HostCommand.LoadModule("ip_vs")))
        .isInstanceOf(HostException.class)
        .hasMessage("load module ip_vs: the Java plane forwards here, and needs no module");
  }

  @Test
  void looksWithoutBeginningThePlane() {
    look();

    assertThat(plane.isRunning()).isFalse();
  }

  @Test
  void hasSettingsOfIpvsInThePlaneAndOthersOnTheMachine() {
    machine.sysctl(CONNTRACK, "1");
    assertThat(look().sysctls())
        .containsEntry(REUSE, "1")
        .containsEntry(FORWARD, "0")
        .doesNotContainKey(CONNTRACK);

    host.execute(new HostCommand.SetSysctl(REUSE, "0"));
    host.execute(new HostCommand.SetSysctl(FORWARD, "1"));

    assertThat(plane.get(Sysctl.CONN_REUSE_MODE)).isZero();
    assertThat(machine.executed()).containsExactly("set sysctl " + FORWARD + " to 1");
  }

  @Test
  void servesVipsByThePlaneAndAnnouncesThemByTheMachine() {
    machine.addAddress(InterfaceAddress.parse("203.0.113.10/32 on lvsd0")); // the plane's affair
    host.execute(new HostCommand.AddAddress(VIP));
    host.execute(new HostCommand.Announce(VIP));

    assertThat(machine.addresses()).hasSize(1);
    assertThat(look().addresses()).containsExactly(VIP);
    assertThat(machine.executed())
        .singleElement()
        .isEqualTo(new HostCommand.Announce(VIP).describe());

    host.execute(new HostCommand.RemoveAddress(VIP));
    assertThat(plane.vips()).isEmpty();
  }

  @Test
  void removesAnAddressThatAnotherTimeLeftOnTheMachine() {
    machine.addAddress(VIP);

    host.execute(new HostCommand.RemoveAddress(VIP));

    assertThat(machine.addresses()).isEmpty();
  }
}

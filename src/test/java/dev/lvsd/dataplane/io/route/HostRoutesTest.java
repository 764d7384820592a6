package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_MULTI;
import static dev.lvsd.linux.RouteUapi.ARPHRD_ETHER;
import static dev.lvsd.linux.RouteUapi.IFLA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFLA_IFNAME;
import static dev.lvsd.linux.RouteUapi.RTM_GETLINK;
import static dev.lvsd.linux.RouteUapi.RTM_NEWLINK;
import static dev.lvsd.linux.RoutingUapi.IFLA_MTU;
import static dev.lvsd.linux.RoutingUapi.RTAX_MTU;
import static dev.lvsd.linux.RoutingUapi.RTA_GATEWAY;
import static dev.lvsd.linux.RoutingUapi.RTA_METRICS;
import static dev.lvsd.linux.RoutingUapi.RTA_OIF;
import static dev.lvsd.linux.RoutingUapi.RTA_PREFSRC;
import static dev.lvsd.linux.RoutingUapi.RTM_GETROUTE;
import static dev.lvsd.linux.RoutingUapi.RTM_NEWROUTE;
import static dev.lvsd.linux.RoutingUapi.RTN_LOCAL;
import static dev.lvsd.linux.RoutingUapi.RTN_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Errno;
import dev.lvsd.model.Addresses;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteNetlink;
import dev.lvsd.netlink.ScriptedKernel;
import dev.lvsd.netlink.ScriptedKernel.Sent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostRoutesTest {
  private static final int LAN = 2;
  private static final int DEVICE = 5;
  private static final long SERVER = 0x0a02000bL;
  private static final long OWN = 0x0a020001L;

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final RouteNetlink netlink = kernel.connectRoute(Duration.ofSeconds(5));
  private final HostRoutes routes = new HostRoutes(netlink, DEVICE);

  @AfterEach
  void close() {
    netlink.close();
  }

  private void answer(int type, Consumer<AttributeWriter> attributes) {
    kernel.then(
        (sent, answers) -> {
          assertThat(sent.get(0).type()).isEqualTo(RTM_GETROUTE);
          byte[] header = new byte[12];
          header[7] = (byte) type;
          answers.part(sent.get(0), RTM_NEWROUTE, 0, header, attributes);
          answers.ack(sent.get(0));
        });
  }

  private static void links(List<Sent> sent, ScriptedKernel answers) {
    assertThat(sent.get(0).type()).isEqualTo(RTM_GETLINK);
    byte[] header =
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putShort(2, (short) ARPHRD_ETHER)
            .putInt(4, LAN)
            .array();
    answers
        .part(
            sent.get(0),
            RTM_NEWLINK,
            NLM_F_MULTI,
            header,
            out ->
                out.string(IFLA_IFNAME, "eth1")
                    .u32(IFLA_MTU, 1500)
                    .bytes(IFLA_ADDRESS, new byte[] {2, 0, 0, 0, 0, 9}))
        .done(sent.get(0), 0);
  }

  private static void onTheLan(AttributeWriter out) {
    out.u32(RTA_OIF, LAN).be32(RTA_PREFSRC, (int) OWN);
  }

  @Test
  void asksTheKernelOnceForEachAddress() {
    answer(RTN_UNICAST, HostRoutesTest::onTheLan);
    kernel.then(HostRoutesTest::links);

    assertThat(routes.mtu(false, 0, SERVER)).isEqualTo(1500);
    assertThat(routes.isLocal(false, 0, SERVER)).isFalse();
    assertThat(routes.sourceLow(false, 0, SERVER)).isEqualTo(OWN);
    assertThat(kernel.datagrams()).hasSize(2);
  }

  @Test
  void asksAgainWhenSomethingChanged() {
    answer(RTN_UNICAST, HostRoutesTest::onTheLan);
    kernel.then(HostRoutesTest::links);
    answer(RTN_LOCAL, HostRoutesTest::onTheLan);
    kernel.then(HostRoutesTest::links);
    assertThat(routes.isLocal(false, 0, SERVER)).isFalse();

    routes.changed();

    assertThat(routes.isLocal(false, 0, SERVER)).isTrue();
  }

  @Test
  void keepsToTheMtuOfTheRouteAndItsRouter() {
    answer(
        RTN_UNICAST,
        out ->
            out.u32(RTA_OIF, LAN)
                .be32(RTA_GATEWAY, (int) OWN)
                .nested(RTA_METRICS, metrics -> metrics.u32(RTAX_MTU, 1400)));

    assertThat(routes.mtu(false, 0, SERVER)).isEqualTo(1400);
    assertThat(routes.way(false, 0, SERVER).hop()).isEqualTo(Addresses.parse("10.2.0.1"));
  }

  @Test
  void hasNoWayWhereTheKernelHasNone() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EIO));

    assertThat(routes.mtu(false, 0, SERVER)).isZero();
    assertThat(routes.isLocal(false, 0, SERVER)).isFalse();
  }

  @Test
  void takesWhatIsCapturedForTheHostsOwn() {
    answer(RTN_UNICAST, out -> out.u32(RTA_OIF, DEVICE));
    kernel.then(HostRoutesTest::links);

    assertThat(routes.isLocal(false, 0, SERVER)).isTrue();
  }

  @Test
  void knowsTheHardwareAddressOfAnInterface() {
    kernel.then(HostRoutesTest::links);

    assertThat(routes.macOf(LAN)).isEqualTo(0x020000000009L);
    assertThat(routes.macOf(77)).isEqualTo(Inet.NO_MAC);
  }
}

package dev.lvsd.host;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_MULTI;
import static dev.lvsd.linux.RouteUapi.ARPHRD_ETHER;
import static dev.lvsd.linux.RouteUapi.IFA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFA_LOCAL;
import static dev.lvsd.linux.RouteUapi.IFLA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFLA_IFNAME;
import static dev.lvsd.linux.RouteUapi.RTM_GETADDR;
import static dev.lvsd.linux.RouteUapi.RTM_GETLINK;
import static dev.lvsd.linux.RouteUapi.RTM_NEWADDR;
import static dev.lvsd.linux.RouteUapi.RTM_NEWLINK;
import static dev.lvsd.linux.RoutingUapi.NDA_DST;
import static dev.lvsd.linux.RoutingUapi.NDA_LLADDR;
import static dev.lvsd.linux.RoutingUapi.NUD_FAILED;
import static dev.lvsd.linux.RoutingUapi.RTM_GETNEIGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.host.HostCommand.AddAddress;
import dev.lvsd.host.HostCommand.RemoveAddress;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.MacAddress;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.ScriptedKernel;
import dev.lvsd.netlink.ScriptedKernel.Sent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterfacesTest {
  private static final InterfaceAddress VIP =
      InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10"));
  private static final InterfaceAddress VIP6 =
      InterfaceAddress.vip("eth0", Addresses.parse("2001:db8::10"));
  private static final int REACHABLE = 2;
  private static final byte[] MAC = {2, 0, 0, 0, 0, 1};

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final Interfaces interfaces = Interfaces.over(kernel.connectRoute(Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    interfaces.close();
  }

  @Test
  void looksAtInterfacesAndTheirAddresses() {
    kernel.then(InterfacesTest::links).then(InterfacesTest::addresses);
    Interfaces.Present present = interfaces.look();
    assertThat(present.names()).containsExactly("eth0", "lo");
    assertThat(present.addresses())
        .extracting(InterfaceAddress::toString)
        .containsExactly("127.0.0.1/8 on lo", "10.0.0.1/32 on eth0", "2001:db8::10/64 on eth0");
    assertThat(kernel.datagrams()).hasSize(2);
  }

  @Test
  void knowsTheNeighboursThatHaveAnswered() {
    kernel.then(
        (sent, answers) -> {
          assertThat(sent.get(0).type()).isEqualTo(RTM_GETNEIGH);
          neighbour(answers, sent.get(0), REACHABLE, MAC);
          neighbour(answers, sent.get(0), NUD_FAILED, MAC);
          neighbour(answers, sent.get(0), REACHABLE, new byte[] {1, 2});
          answers.done(sent.get(0), 0);
        });
    assertThat(interfaces.neighbours())
        .containsExactly(new Neighbour(2, Addresses.parse("10.0.0.7"), MacAddress.of(MAC)));
  }

  @Test
  void addsAnAddressWithoutANetwork() {
    kernel.then(InterfacesTest::links).thenSuccess();
    interfaces.add(new AddAddress(VIP));
    assertThat(hex(lastSent()))
        .isEqualTo(native32("02200000", 2) + "08000200cb00710a08000100cb00710a");
  }

  @Test
  void addsAnIpv6AddressThatIsUsableAtOnceAndNotPreferredAsSource() {
    kernel.then(InterfacesTest::links).thenSuccess();
    interfaces.add(new AddAddress(VIP6));
    String address = "20010db8000000000000000000000010";
    assertThat(hex(lastSent()))
        .isEqualTo(
            native32("0a800000", 2)
                + ("14000200" + address + "14000100" + address)
                + "0800080002020000"
                + "1400060000000000ffffffff0000000000000000");
  }

  @Test
  void isContentWithAnAddressThatIsThere() {
    kernel
        .then(InterfacesTest::links)
        .then((sent, answers) -> answers.error(sent.get(0), Errno.EEXIST))
        .then(InterfacesTest::links)
        .then(InterfacesTest::addresses);
    interfaces.add(new AddAddress(InterfaceAddress.vip("eth0", Addresses.parse("10.0.0.1"))));
    assertThat(kernel.datagrams()).hasSize(4);
  }

  @Test
  void saysThatTheInterfaceHasTheAddressInAnotherNetwork() {
    kernel
        .then(InterfacesTest::links)
        .then((sent, answers) -> answers.error(sent.get(0), Errno.EEXIST))
        .then(InterfacesTest::links)
        .then(InterfacesTest::addresses);
    assertThatThrownBy(() -> interfaces.add(new AddAddress(VIP6)))
        .isInstanceOf(HostException.class)
        .hasMessage(
            "add address 2001:db8::10/128 on eth0: the interface has it already, as"
                + " 2001:db8::10/64 (EEXIST); remove that first, or choose another address");
  }

  @Test
  void namesTheInterfacesThatThereAre() {
    kernel.then(InterfacesTest::links);
    InterfaceAddress nowhere = InterfaceAddress.vip("eth7", VIP.address());
    assertThatThrownBy(() -> interfaces.add(new AddAddress(nowhere)))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessage(
            "add address 203.0.113.10/32 on eth7: there is no interface eth7; there are eth0, lo");
  }

  @Test
  void saysWhatIsMissingWithoutPrivilege() {
    kernel
        .then(InterfacesTest::links)
        .then((sent, answers) -> answers.error(sent.get(0), Errno.EPERM));
    assertThatThrownBy(() -> interfaces.add(new AddAddress(VIP)))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.blame()).isEqualTo(Blame.HOST))
        .hasMessage(
            "add address 203.0.113.10/32 on eth0: Operation not permitted (EPERM); it takes root"
                + " with CAP_NET_ADMIN");
  }

  @Test
  void saysHowToSwitchIpv6On() {
    kernel
        .then(InterfacesTest::links)
        .then(
            (sent, answers) ->
                answers.error(sent.get(0), Errno.EACCES, "IPv6 is disabled on this device"));
    assertThatThrownBy(() -> interfaces.add(new AddAddress(VIP6)))
        .hasMessage(
            "add address 2001:db8::10/128 on eth0: Permission denied (EACCES): the kernel says"
                + " \"IPv6 is disabled on this device\"; IPv6 is switched off there: sysctl"
                + " net.ipv6.conf.eth0.disable_ipv6=0");
  }

  @Test
  void removesAnAddressAndNoOther() {
    kernel.then(InterfacesTest::links).thenSuccess();
    interfaces.remove(new RemoveAddress(VIP));
    assertThat(hex(lastSent()))
        .isEqualTo(native32("02200000", 2) + "08000200cb00710a08000100cb00710a");
  }

  @Test
  void isContentWhenWhatShallGoIsGone() {
    kernel
        .then(InterfacesTest::links)
        .then((sent, answers) -> answers.error(sent.get(0), Errno.EADDRNOTAVAIL))
        .then(InterfacesTest::links);
    interfaces.remove(new RemoveAddress(VIP));
    interfaces.remove(new RemoveAddress(InterfaceAddress.vip("eth7", VIP.address())));
    assertThat(kernel.datagrams()).hasSize(3);
  }

  private Sent lastSent() {
    return kernel.datagrams().get(kernel.datagrams().size() - 1).get(0);
  }

  /** lo with number 1 and eth0 with number 2. */
  private static void links(List<Sent> sent, ScriptedKernel answers) {
    Sent request = sent.get(0);
    assertThat(request.type()).isEqualTo(RTM_GETLINK);
    answers
        .part(request, RTM_NEWLINK, NLM_F_MULTI, link(772, 1), out -> out.string(IFLA_IFNAME, "lo"))
        .part(
            request,
            RTM_NEWLINK,
            NLM_F_MULTI,
            link(ARPHRD_ETHER, 2),
            out -> out.string(IFLA_IFNAME, "eth0").bytes(IFLA_ADDRESS, MAC))
        .done(request, 0);
  }

  private static void neighbour(ScriptedKernel answers, Sent request, int state, byte[] mac) {
    ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
    header.put(0, (byte) 2).putInt(4, 2).putShort(8, (short) state);
    answers.part(
        request,
        28,
        NLM_F_MULTI,
        header.array(),
        out -> out.bytes(NDA_DST, new byte[] {10, 0, 0, 7}).bytes(NDA_LLADDR, mac));
  }

  /** One of each kind, one with another end, and one of an interface that has just come. */
  private static void addresses(List<Sent> sent, ScriptedKernel answers) {
    Sent request = sent.get(0);
    assertThat(request.type()).isEqualTo(RTM_GETADDR);
    byte[] v6 = VIP6.address().getAddress();
    answers
        .part(request, RTM_NEWADDR, NLM_F_MULTI, address(2, 8, 1), both(127, 0, 0, 1))
        .part(
            request,
            RTM_NEWADDR,
            NLM_F_MULTI,
            address(2, 32, 2),
            out ->
                out.bytes(IFA_ADDRESS, new byte[] {10, 0, 0, 2})
                    .bytes(IFA_LOCAL, new byte[] {10, 0, 0, 1}))
        .part(
            request,
            RTM_NEWADDR,
            NLM_F_MULTI,
            address(10, 64, 2),
            out -> out.bytes(IFA_ADDRESS, v6))
        .part(request, RTM_NEWADDR, NLM_F_MULTI, address(2, 24, 3), both(10, 9, 9, 9))
        .part(request, RTM_NEWADDR, NLM_F_MULTI, address(7, 0, 2), both(0, 0, 0, 0))
        .done(request, 0);
  }

  private static Consumer<AttributeWriter> both(int a, int b, int c, int d) {
    byte[] bytes = {(byte) a, (byte) b, (byte) c, (byte) d};
    return out -> out.bytes(IFA_ADDRESS, bytes).bytes(IFA_LOCAL, bytes);
  }

  private static byte[] link(int type, int index) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putShort(2, (short) type)
        .putInt(4, index)
        .array();
  }

  private static byte[] address(int family, int prefixLength, int index) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.nativeOrder())
        .put(0, (byte) family)
        .put(1, (byte) prefixLength)
        .putInt(4, index)
        .array();
  }

  /** Bytes, then a number in the order of the little-endian machines on which lvsd runs. */
  private static String native32(String hex, int number) {
    return hex
        + HexFormat.of()
            .formatHex(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  private static String hex(Sent sent) {
    byte[] bytes = new byte[sent.body().limit()];
    sent.body().get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

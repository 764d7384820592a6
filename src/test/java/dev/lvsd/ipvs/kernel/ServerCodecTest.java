package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Tunnel;
import dev.lvsd.netlink.NetlinkFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCodecTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");
  private static final ServerKey SERVER = new ServerKey(Addresses.parse("192.168.0.7"), 8080);
  private static final String ADDRESS =
      "14000100c0a80007000000000000000000000000" + "060002001f900000";

  @Test
  void writesAServerAsTheKernelWantsIt() {
    ServerSpec spec = ServerSpec.of(SERVER, ForwardingMethod.DR, 70_000).withThresholds(9, 4);

    assertThat(Wire.hex(out -> ServerCodec.writeSpec(out, spec)))
        .isEqualTo(
            "48000280" // DEST, nested
                + ADDRESS
                + "0800030003000000" // FWD_METHOD: direct routing
                + "0800040070110100" // WEIGHT: all 32 bits
                + "0800050009000000" // U_THRESH
                + "0800060004000000" // L_THRESH
                + "06000b0002000000"); // ADDR_FAMILY
  }

  @Test
  void needsAsManyBytesAsTheKernelExpects() {
    ChangeRequest request =
        ChangeRequest.of(new AddServer(WEB, ServerSpec.of(SERVER, ForwardingMethod.NAT, 1)));

    assertThat(Wire.HEADERS + Wire.hex(request::encode).length() / 2).isEqualTo(140);
  }

  @Test
  void writesThePortOfATunnelInNetworkOrderAndItsFlagsInHostOrder() {
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE);
    ServerSpec spec = ServerSpec.of(SERVER, ForwardingMethod.TUNNEL, 1).withTunnel(gue);

    assertThat(Wire.hex(out -> ServerCodec.writeSpec(out, spec)))
        .endsWith("05000d0001000000" + "06000e0017c00000" + "06000f0002000000");
  }

  @Test
  void saysNothingOfTunnelsThatOldKernelsDoNotKnow() {
    ServerSpec ipip = ServerSpec.of(SERVER, ForwardingMethod.TUNNEL, 1);
    ServerSpec nat = ServerSpec.of(SERVER, ForwardingMethod.NAT, 1);

    assertThat(Wire.hex(out -> ServerCodec.writeSpec(out, ipip)))
        .hasSameSizeAs(Wire.hex(out -> ServerCodec.writeSpec(out, nat)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "7.2"})
  void readsWhatKernelsAnswer(String kernel) {
    // ipvsadm takes the service's port where the packets are not rewritten
    ServerKey key = new ServerKey(SERVER.address(), 80);
    ServerSpec spec =
        ServerSpec.of(key, ForwardingMethod.TUNNEL, 70_000)
            .withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL))
            .withThresholds(9, 4);

    assertThat(ServerCodec.read(Wire.recorded(kernel, "server"), AddressFamily.IPV4))
        .isEqualTo(new ServerStatus(spec, 0, 0, 0, Statistics.ZERO));
  }

  @Property
  @Domain(SpecDomain.class)
  void readsBackEveryServerThatItWrites(@ForAll ServerSpec spec) {
    assertThat(
            ServerCodec.read(
                    Wire.reread(out -> ServerCodec.writeSpec(out, spec)), AddressFamily.IPV4)
                .spec())
        .isEqualTo(spec);
  }

  @Test
  void takesTheFamilyOfTheServiceWhereTheKernelNamesNone() {
    String six = "1c000200" + "14000100" + "20010db8000000000000000000000001" + "000000";
    assertThatThrownBy(() -> ServerCodec.read(Wire.read(six), AddressFamily.IPV6))
        .isInstanceOf(NetlinkFormatException.class);

    String whole = "18000200" + "14000100" + "20010db8000000000000000000000001";
    assertThat(ServerCodec.read(Wire.read(whole), AddressFamily.IPV6).key().address())
        .isEqualTo(Addresses.parse("2001:db8::1"));
    assertThat(ServerCodec.read(Wire.read(whole), AddressFamily.IPV4).key().address())
        .isEqualTo(Addresses.parse("32.1.13.184"));
  }

  @ParameterizedTest
  @CsvSource({"05, UNKNOWN", "07, UNKNOWN", "04, BYPASS", "01, LOCAL", "0b, DR"})
  void readsForwardingMethodsOfOthers(String number, ForwardingMethod expected) {
    String server = "28000200" + ADDRESS + "08000300" + number + "000000";

    assertThat(ServerCodec.read(Wire.read(server), AddressFamily.IPV4).spec().forwarding())
        .isEqualTo(expected);
  }

  @Test
  void readsTunnelTypesOfOthers() {
    String server = "30000200" + ADDRESS + "0800030002000000" + "05000d0009000000";

    assertThat(ServerCodec.read(Wire.read(server), AddressFamily.IPV4).spec().tunnel())
        .contains(new Tunnel(Tunnel.Type.UNKNOWN, 0, Tunnel.Checksum.NONE));
  }

  @Test
  void readsRemoteChecksumWhereBothBitsAreSet() {
    String server =
        "38000200" + ADDRESS + "0800030002000000" + "05000d0001000000" + "06000f0003000000";

    assertThat(
            ServerCodec.read(Wire.read(server), AddressFamily.IPV4)
                .spec()
                .tunnel()
                .orElseThrow()
                .checksum())
        .isEqualTo(Tunnel.Checksum.REMOTE);
  }

  @Test
  void readsConnectionNumbersAbove31Bits() {
    String server = "28000200" + ADDRESS + "08000700ffffffff";

    assertThat(ServerCodec.read(Wire.read(server), AddressFamily.IPV4).activeConnections())
        .isEqualTo(0xffff_ffffL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "04000200", "04000100"})
  void refusesAnswersThatAreNoServers(String hex) {
    assertThatThrownBy(() -> ServerCodec.read(Wire.read(hex), AddressFamily.IPV4))
        .isInstanceOf(NetlinkFormatException.class);
  }
}

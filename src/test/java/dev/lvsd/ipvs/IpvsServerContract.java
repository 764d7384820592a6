package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.Tunnel.Checksum;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every data plane does with real servers. */
public abstract class IpvsServerContract extends IpvsServiceContract {
  private static final ServiceKey WEB6 = ServiceKeys.parse("tcp [2001:db8::1]:80");

  private void roundTrip(ServiceKey service, ServerSpec spec) {
    create(plain(service), spec);

    assertThat(serversOf(service)).containsExactly(spec);
  }

  @Test
  void addsTheNewestServerInFront() {
    create(
        plain(WEB), server("192.168.0.1:80"), server("192.168.0.3:80"), server("192.168.0.2:80"));

    assertThat(serversOf(WEB))
        .containsExactly(
            server("192.168.0.2:80"), server("192.168.0.3:80"), server("192.168.0.1:80"));
  }

  @Test
  void keepsTheOrderWhenAServerChanges() {
    create(plain(WEB), server("192.168.0.1:80"), server("192.168.0.2:80"));

    ipvs.execute(new UpdateServer(WEB, server("192.168.0.1:80").withWeight(5)));

    assertThat(serversOf(WEB))
        .containsExactly(server("192.168.0.2:80"), server("192.168.0.1:80").withWeight(5));
  }

  @Test
  void startsWithoutConnections() {
    create(plain(WEB), server("192.168.0.1:80"));

    assertThat(ipvs.servers(WEB))
        .containsExactly(new ServerStatus(server("192.168.0.1:80"), 0, 0, 0, Statistics.ZERO));
  }

  @Test
  void tellsServersApartByAddressAndPort() {
    create(
        plain(WEB), server("192.168.0.1:80"), server("192.168.0.1:81"), server("192.168.0.2:80"));

    assertThat(ipvs.servers(WEB)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, Integer.MAX_VALUE})
  void takesAnyWeight(int weight) {
    roundTrip(WEB, server("192.168.0.1:80").withWeight(weight));
  }

  @Test
  void takesThresholds() {
    roundTrip(WEB, server("192.168.0.1:80").withThresholds(Integer.MAX_VALUE, 70_000));
  }

  @Test
  void takesAnUpperThresholdAlone() {
    roundTrip(WEB, server("192.168.0.1:80").withThresholds(5000, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = ForwardingMethod.class,
      names = {"NAT", "DR", "TUNNEL", "LOCAL", "BYPASS"})
  void forwardsByEachMethod(ForwardingMethod method) {
    roundTrip(WEB, ServerSpec.of(serverKey("192.168.0.1:80"), method, 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = ForwardingMethod.class,
      names = {"NAT", "DR", "TUNNEL", "LOCAL"})
  void forwardsIpv6ByEachMethod(ForwardingMethod method) {
    roundTrip(WEB6, ServerSpec.of(serverKey("[2001:db8:2::1]:80"), method, 1));
  }

  static Stream<Tunnel> tunnels() {
    return Stream.of(
        Tunnel.IPIP,
        new Tunnel(Tunnel.Type.GUE, 6080, Checksum.NONE),
        new Tunnel(Tunnel.Type.GUE, 65535, Checksum.FULL),
        new Tunnel(Tunnel.Type.GUE, 1, Checksum.REMOTE),
        new Tunnel(Tunnel.Type.GRE, 0, Checksum.NONE),
        new Tunnel(Tunnel.Type.GRE, 0, Checksum.FULL));
  }

  @ParameterizedTest
  @MethodSource("tunnels")
  void encapsulates(Tunnel tunnel) {
    assumeTrue(ipvs.capabilities().contains(Capability.TUNNEL_TYPES), "no tunnel types here");

    roundTrip(WEB, server("192.168.0.1:80").withTunnel(tunnel));
  }

  @Test
  void leavesNothingOfATunnelBehind() {
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 6080, Checksum.FULL);
    create(plain(WEB), server("192.168.0.1:80").withTunnel(gue));

    ServerSpec ipip = server("192.168.0.1:80").withTunnel(Tunnel.IPIP);
    ipvs.execute(new UpdateServer(WEB, ipip));

    assertThat(serversOf(WEB)).containsExactly(ipip);
  }

  @Test
  void changesTheForwardingMethodInPlace() {
    create(plain(WEB), server("192.168.0.1:80"));

    ServerSpec direct = ServerSpec.of(serverKey("192.168.0.1:80"), ForwardingMethod.DR, 3);
    ipvs.execute(new UpdateServer(WEB, direct));

    assertThat(serversOf(WEB)).containsExactly(direct);
  }

  @Test
  void bridgesFamiliesWithTunnels() {
    assumeTrue(ipvs.capabilities().contains(Capability.MIXED_FAMILIES), "no mixed families here");
    ServerSpec six = server("[2001:db8:2::1]:80").withTunnel(Tunnel.IPIP);
    ServerSpec four = server("192.168.0.1:80").withTunnel(Tunnel.IPIP);

    create(plain(WEB), six, four);
    create(plain(WEB6), six, four);

    assertThat(serversOf(WEB)).containsExactly(four, six);
    assertThat(serversOf(WEB6)).containsExactly(four, six);
  }

  @Test
  void servesFirewallMarks() {
    ServiceKey v4 = new FwmarkKey(7, AddressFamily.IPV4);
    ServiceKey v6 = new FwmarkKey(7, AddressFamily.IPV6);
    create(plain(v4), server("192.168.0.1:0"));
    create(plain(v6), server("[2001:db8:2::1]:0"));

    assertThat(serversOf(v4)).containsExactly(server("192.168.0.1:0"));
    assertThat(serversOf(v6)).containsExactly(server("[2001:db8:2::1]:0"));
  }

  @Test
  void removesOneServer() {
    create(plain(WEB), server("192.168.0.1:80"), server("192.168.0.2:80"));

    ipvs.execute(new RemoveServer(WEB, serverKey("192.168.0.1:80")));

    assertThat(serversOf(WEB)).containsExactly(server("192.168.0.2:80"));
  }

  @Test
  void hasNoServersWhereThereIsNoService() {
    assertThat(ipvs.servers(WEB)).isEmpty();
  }

  @Test
  void refusesToAddAServerThatExists() {
    create(plain(WEB), server("192.168.0.1:80"));

    IpvsException refusal = refusalOf(new AddServer(WEB, server("192.168.0.1:80").withWeight(9)));

    assertThat(refusal.errno()).isEqualTo(Errno.EEXIST);
    assertThat(refusal).hasMessageContaining("already");
    assertThat(serversOf(WEB)).containsExactly(server("192.168.0.1:80"));
  }

  @Test
  void refusesToTouchAServerThatIsNotThere() {
    create(plain(WEB));
    for (IpvsCommand command :
        List.of(
            new UpdateServer(WEB, server("192.168.0.1:80")),
            new RemoveServer(WEB, serverKey("192.168.0.1:80")))) {
      IpvsException refusal = refusalOf(command);

      assertThat(refusal.errno()).isEqualTo(Errno.ENOENT);
      assertThat(refusal).hasMessageContaining("no such server");
    }
  }

  @Test
  void refusesServersOfAServiceThatIsNotThere() {
    for (IpvsCommand command :
        List.of(
            new AddServer(WEB, server("192.168.0.1:80")),
            new UpdateServer(WEB, server("192.168.0.1:80")),
            new RemoveServer(WEB, serverKey("192.168.0.1:80")))) {
      IpvsException refusal = refusalOf(command);

      assertThat(refusal.errno()).isEqualTo(Errno.ESRCH);
      assertThat(refusal).hasMessageContaining("no such service");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:80", "224.0.0.1:80", "255.255.255.255:80"})
  void refusesAddressesThatAreNoHosts(String endpoint) {
    create(plain(WEB));

    IpvsException refusal = refusalOf(new AddServer(WEB, server(endpoint)));

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("0.0.0.0");
    assertThat(refusal.blame()).isEqualTo(Blame.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::]:80", "[ff02::1]:80", "[fe80::1]:80"})
  void refusesIpv6AddressesThatAreNoHosts(String endpoint) {
    create(plain(WEB6));

    IpvsException refusal = refusalOf(new AddServer(WEB6, server(endpoint)));

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("multicast");
  }

  @Test
  void refusesToBridgeFamiliesWithoutATunnel() {
    create(plain(WEB));

    IpvsException refusal = refusalOf(new AddServer(WEB, server("[2001:db8:2::1]:80")));

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("another address family");
  }

  @Test
  void refusesGueWithoutPort() {
    create(plain(WEB));
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 0, Checksum.NONE);

    IpvsException refusal = refusalOf(new AddServer(WEB, server("192.168.0.1:80").withTunnel(gue)));

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("gue needs the port");
  }

  @Test
  void refusesFullnatUnlessItHasIt() {
    create(plain(WEB));
    ServerSpec fullnat = ServerSpec.of(serverKey("192.168.0.1:80"), ForwardingMethod.FULLNAT, 1);
    if (ipvs.capabilities().contains(Capability.FULLNAT)) {
      ipvs.execute(new AddServer(WEB, fullnat));
      assertThat(serversOf(WEB)).containsExactly(fullnat);
    } else {
      assertThat(refusalOf(new AddServer(WEB, fullnat)))
          .hasMessageContaining("fullnat")
          .extracting(IpvsException::blame)
          .isEqualTo(Blame.USER);
      assertThat(serversOf(WEB)).isEmpty();
    }
  }

  @Test
  void refusesMethodsAndTunnelsWithoutAName() {
    create(plain(WEB), server("192.168.0.1:80"));
    Tunnel nameless = new Tunnel(Tunnel.Type.UNKNOWN, 0, Checksum.NONE);
    for (ServerSpec spec :
        List.of(
            new ServerSpec(
                serverKey("192.168.0.1:80"), ForwardingMethod.UNKNOWN, Optional.empty(), 1, 0, 0),
            server("192.168.0.1:80").withTunnel(nameless))) {
      assertThat(refusalOf(new UpdateServer(WEB, spec)).blame()).isEqualTo(Blame.USER);
    }
    assertThat(serversOf(WEB)).containsExactly(server("192.168.0.1:80"));
  }
}

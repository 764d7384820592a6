package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecsTest {
  private static final ServerKey SERVER = new ServerKey(Addresses.parse("10.2.0.11"), 80);

  @Test
  void weightGoesUpToTheLargestSignedNumber() {
    assertThat(ServerSpec.of(SERVER, ForwardingMethod.NAT, Integer.MAX_VALUE).weight())
        .isEqualTo(2147483647);
    assertThatThrownBy(() -> ServerSpec.of(SERVER, ForwardingMethod.NAT, -1))
        .hasMessage("10.2.0.11:80: weight -1: expected 0 to 2147483647");
  }

  @Test
  void thresholdsAreNotUpsideDown() {
    ServerSpec server = ServerSpec.of(SERVER, ForwardingMethod.NAT, 1);
    assertThat(server.withThresholds(5, 5).lowerThreshold()).isEqualTo(5);
    assertThatThrownBy(() -> server.withThresholds(4, 5))
        .hasMessage("10.2.0.11:80: lower threshold 5 is above the upper threshold 4");
  }

  @Test
  void encapsulationGoesWithTunnelsOnly() {
    assertThat(ServerSpec.of(SERVER, ForwardingMethod.TUNNEL, 1).tunnel()).contains(Tunnel.IPIP);
    assertThatThrownBy(
            () -> new ServerSpec(SERVER, ForwardingMethod.DR, Optional.of(Tunnel.IPIP), 1, 0, 0))
        .hasMessageContaining("only with it");
  }

  @Test
  void persistenceNetmaskIsOfTheFamilyOfTheService() {
    ServiceSpec service = ServiceSpec.of(ServiceKeys.parse("tcp 10.0.0.1:80"), SchedulerName.RR);
    assertThatThrownBy(
            () -> service.withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV6))))
        .hasMessage("tcp 10.0.0.1:80: persistence netmask 128 is of the other address family");
  }

  @Test
  void netmasksReadAsIpvsadmWritesThem() {
    assertThat(Netmask.prefix(AddressFamily.IPV4, 24)).hasToString("255.255.255.0");
    assertThat(Netmask.prefix(AddressFamily.IPV4, 0)).hasToString("0.0.0.0");
    assertThat(Netmask.prefix(AddressFamily.IPV4, 32).isFull()).isTrue();
    assertThat(Netmask.prefix(AddressFamily.IPV6, 64)).hasToString("64");
    assertThatThrownBy(() -> Netmask.prefix(AddressFamily.IPV6, 0))
        .hasMessage("IPv6 prefix length 0: expected 1 to 128");
  }
}

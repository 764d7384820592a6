package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.netlink.NetlinkFormatException;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCodecTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");

  @Test
  void writesAServiceAsTheKernelWantsIt() {
    String bytes =
        Wire.hex(out -> ServiceCodec.writeSpec(out, ServiceSpec.of(WEB, SchedulerName.RR)));

    assertThat(bytes)
        .isEqualTo(
            "54000180" // SERVICE, nested
                + "0600010002000000" // AF: 2
                + "0600020006000000" // PROTOCOL: 6
                + "140003000a000001000000000000000000000000" // ADDR: 16 bytes
                + "0600040000500000" // PORT: network order
                + "0700060072720000" // SCHED_NAME: rr and NUL
                + "0c000700000000003d000000" // FLAGS: none, of the ones that lvsd knows
                + "0800080000000000" // TIMEOUT
                + "08000900ffffffff"); // NETMASK
    assertThat(Wire.HEADERS + bytes.length() / 2).isEqualTo(104);
  }

  @Test
  void writesTheMaskOfIpv4InNetworkOrderAndThePrefixOfIpv6InHostOrder() {
    ServiceSpec v4 =
        ServiceSpec.of(WEB, SchedulerName.RR)
            .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24)));
    ServiceSpec v6 =
        ServiceSpec.of(new FwmarkKey(1, AddressFamily.IPV6), SchedulerName.RR)
            .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV6, 64)));

    assertThat(Wire.hex(out -> ServiceCodec.writeSpec(out, v4))).endsWith("08000900ffffff00");
    assertThat(Wire.hex(out -> ServiceCodec.writeSpec(out, v6))).endsWith("0800090040000000");
  }

  @Test
  void writesOnlyTheMarkOfAFirewallMarkService() {
    assertThat(Wire.hex(out -> ServiceCodec.writeKey(out, new FwmarkKey(7, AddressFamily.IPV6))))
        .isEqualTo("14000180" + "060001000a000000" + "0800050007000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "7.2"})
  void readsWhatKernelsAnswer(String kernel) {
    ServiceSpec web =
        ServiceSpec.of(WEB, SchedulerName.WRR)
            .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24)));
    ServiceSpec mark =
        ServiceSpec.of(new FwmarkKey(7, AddressFamily.IPV6), SchedulerName.MH)
            .withSchedulerFlags(Set.of(SchedulerFlag.PORT))
            .withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV6, 64)));

    assertThat(ServiceCodec.read(Wire.recorded(kernel, "service1")))
        .contains(new ServiceStatus(web, Statistics.ZERO));
    assertThat(ServiceCodec.read(Wire.recorded(kernel, "service2")))
        .contains(new ServiceStatus(mark, Statistics.ZERO));
  }

  @Property
  @Domain(SpecDomain.class)
  void readsBackEveryServiceThatItWrites(@ForAll ServiceSpec spec) {
    assertThat(ServiceCodec.read(Wire.reread(out -> ServiceCodec.writeSpec(out, spec))))
        .map(ServiceStatus::spec)
        .contains(spec);
  }

  @Test
  void leavesOutServicesOfOtherProtocols() {
    assertThat(
            ServiceCodec.read(
                Wire.read(
                    "30000100 0600010002000000 060002002f000000"
                        + "140003000a000001000000000000000000000000 0600040000500000")))
        .isEmpty();
  }

  @Test
  void ignoresFlagsThatItDoesNotKnowAndTheHashedOne() {
    Optional<ServiceStatus> read =
        ServiceCodec.read(
            Wire.read(
                "30000100 0600010002000000 0800050007000000 0700060072720000"
                    + "0c00070002000080ffffffff 0800090000000000"));

    assertThat(read.orElseThrow().spec())
        .isEqualTo(ServiceSpec.of(new FwmarkKey(7, AddressFamily.IPV4), SchedulerName.RR));
  }

  @Test
  void prefersStatisticsOf64Bits() {
    String identity = "0600010002000000 0800050007000000 0700060072720000";
    String narrow = "0c000a00 0800010001000000";
    String wide = "10000c00 0c000100 0000000001000000";

    for (String statistics : new String[] {narrow + wide, wide + narrow}) {
      assertThat(
              ServiceCodec.read(Wire.read("38000100" + identity + statistics))
                  .orElseThrow()
                  .statistics()
                  .connections())
          .isEqualTo(1L << 32);
    }
    assertThat(
            ServiceCodec.read(Wire.read("28000100" + identity + narrow))
                .orElseThrow()
                .statistics()
                .connections())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0400ff00",
        "04000100",
        "0c000100 0600010063000000",
        "0c000100 0600010002000000",
        "1c000100 0600010002000000 0600020006000000 0600030001020000",
        "14000100 0600010002000000 0800070001000000"
      })
  void refusesAnswersThatAreNoServices(String hex) {
    assertThatThrownBy(() -> ServiceCodec.read(Wire.read(hex)))
        .isInstanceOf(NetlinkFormatException.class);
  }
}

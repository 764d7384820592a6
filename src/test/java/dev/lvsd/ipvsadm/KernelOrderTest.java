package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelOrderTest {
  @Test
  void sortsByMarkFamilyProtocolAddressAndPort() {
    assertThat(
            sorted(
                "fwmark 7",
                "udp 10.0.0.1:53",
                "tcp [fd00::1]:80",
                "tcp 10.0.0.2:80",
                "tcp 10.0.0.1:443",
                "tcp 10.0.0.1:80"))
        .containsExactly(
            "tcp 10.0.0.1:80",
            "tcp 10.0.0.1:443",
            "tcp 10.0.0.2:80",
            "udp 10.0.0.1:53",
            "tcp [fd00::1]:80",
            "fwmark 7");
  }

  @Test
  void putsAddressesThatAreFarApartTheWrongWayRound() {
    assertThat(sorted("tcp 10.0.0.1:80", "tcp 172.16.0.1:80"))
        .containsExactly("tcp 172.16.0.1:80", "tcp 10.0.0.1:80");
  }

  @Test
  void dependsOnTheOrderBeforeWhereComparisonsGoInACircle() {
    assertThat(sorted("tcp 1.0.0.1:1", "tcp 100.0.0.1:1", "tcp 200.0.0.1:1"))
        .isNotEqualTo(sorted("tcp 200.0.0.1:1", "tcp 1.0.0.1:1", "tcp 100.0.0.1:1"));
  }

  private static List<String> sorted(String... keys) {
    ServiceStatus[] services =
        Stream.of(keys)
            .map(key -> ServiceSpec.of(ServiceKeys.parse(key), SchedulerName.RR))
            .map(spec -> new ServiceStatus(spec, Statistics.ZERO))
            .toArray(ServiceStatus[]::new);
    KernelOrder.sortServices(services);
    return Stream.of(services).map(service -> service.key().toString()).toList();
  }
}

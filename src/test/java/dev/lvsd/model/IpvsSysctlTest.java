package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsSysctlTest {
  @Test
  void knowsTheSettingsOfLinux72InTheOrderOfNames() {
    assertThat(IpvsSysctl.all()).hasSize(35).extracting(IpvsSysctl::name).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "drop_entry, 3, true",
    "drop_entry, 4, false",
    "drop_entry, on, false",
    "est_nice, -20, true",
    "est_nice, -21, false",
    "conn_lfactor, -8, true",
    "conn_lfactor, 9, false",
    "conn_max, 1073741824, true",
    "conn_max, 1073741825, false",
    "expire_nodest_conn, 1, true",
    "expire_nodest_conn, -1, true",
    "expire_nodest_conn, 99999999999, false",
    "expire_nodest_conn, '', false",
    "sync_ports, 8, true",
    "sync_ports, 6, false",
    "sync_ports, 0, false",
    "sync_threshold, 3 50, true",
    "sync_threshold, 50 3, false",
    "sync_threshold, 3 0, true",
    "sync_threshold, 3, true",
    "sync_threshold, 1 2 3, false",
    "est_cpulist, '0-3,8', true",
    "est_cpulist, all, false",
  })
  void knowsWhatTheKernelTakes(String name, String value, boolean taken) {
    assertThat(IpvsSysctl.find(name).orElseThrow().accepts(value)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "sync_threshold, '3  50', '3\t50', true",
    "sync_threshold, 3, 3 50, true",
    "sync_threshold, 3 0, 3 50, false",
    "drop_entry, 1, 2, true",
    "drop_entry, 1, 0, false",
    "drop_entry, 3, 2, false",
    "cache_bypass, 1, 2, false",
    "net.ipv4.ip_forward, 1, 1, true",
    "net.core.drop_entry, 1, 2, false",
  })
  void tellsWhetherAKernelHasWhatIsWanted(
      String name, String wanted, String present, boolean same) {
    assertThat(IpvsSysctl.isSame(SysctlName.parse(name), wanted, present)).isEqualTo(same);
  }
}

package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp 10.0.0.1:80",
        "udp [2001:db8::1]:53",
        "sctp 10.0.0.1:0",
        "fwmark 7",
        "fwmark 4294967295 ipv6"
      })
  void readsBackWhatItWrites(String text) {
    assertThat(ServiceKeys.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp 10.0.0.1 | '10.0.0.1' has no port: expected 10.0.0.1:80 or [2001:db8::1]:80",
        "tcp 2001:db8::1:80 | '2001:db8::1:80' is ambiguous: write an IPv6 address with a port as"
            + " [2001:db8::1]:80",
        "tcp [10.0.0.1]:80 | '[10.0.0.1]:80': only IPv6 addresses stand in brackets",
        "tcp 10.0.0.1:65536 | 65536 is not a port (expected 0 to 65535)",
        "tcp 10.0.0.1:http | 'http' is not a port (expected 0 to 65535)",
        "fwmark 0 | fwmark 0: expected 1 to 4294967295",
        "fwmark x | fwmark 'x': expected 1 to 4294967295",
        "fwmark 7 ipx | 'ipx' after a fwmark: expected 'ipv6' or nothing",
        "icmp 10.0.0.1:1 | 'icmp 10.0.0.1:1' is not a service: expected 'tcp 10.0.0.1:80', 'udp"
            + " [2001:db8::1]:53' or 'fwmark 7'",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> ServiceKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void ordersByFamilyProtocolAddressAndPortAndPutsMarksLast() {
    List<String> ordered =
        List.of(
            "tcp 10.0.0.2:80",
            "tcp 10.0.0.10:80",
            "tcp 10.0.0.10:443",
            "tcp 200.0.0.1:80",
            "udp 10.0.0.1:53",
            "tcp [2001:db8::1]:80",
            "fwmark 7",
            "fwmark 10",
            "fwmark 7 ipv6");
    List<ServiceKey> keys = new ArrayList<>(ordered.stream().map(ServiceKeys::parse).toList());
    java.util.Collections.reverse(keys);
    keys.sort(null);
    assertThat(keys).extracting(ServiceKey::toString).containsExactlyElementsOf(ordered);
  }
}

package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InetTest {
  @ParameterizedTest
  @CsvSource({
    "10.1, 10.0.0.1",
    "0x0a000001, 10.0.0.1",
    "012.0.0.1, 10.0.0.1",
    "1.2.65535, 1.2.255.255",
    "4294967295, 255.255.255.255",
    "'1.2.3.4 and more', 1.2.3.4",
  })
  void readsOldFormsOfIpv4(String text, String address) {
    assertThat(text(Inet.ipv4Loose(text))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3.4.5", "256.1.1.1", "09.1.1.1", "0x", "1.2.3.", "4294967296"})
  void refusesWhatIsNoIpv4(String text) {
    assertThat(Inet.ipv4Loose(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:0db8::0:1, 2001:db8::1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:0:0:4:0:0:0:8, 1:0:0:4::8",
    "::, ::",
    "::1, ::1",
    "::10.0.0.1, ::10.0.0.1",
    "::1:2, ::0.1.0.2",
    "::ffff:10.0.0.1, ::ffff:10.0.0.1",
    "1::, 1::",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
  })
  void readsAndWritesIpv6(String text, String canonical) {
    assertThat(text(Inet.ipv6(text))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", ":1", "1:", "::1::", "12345::", "1:2:3:4:5:6:7:8:9", "::1.2.3", "::g"})
  void refusesWhatIsNoIpv6(String text) {
    assertThat(Inet.ipv6(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"' +7', 7", "-0, 0", "100, 100", "101, -1", "'7 ', -1", "'', -1", "+, -1", "-1, -1"})
  void readsNumbersAsTheCLibraryDoes(String text, int number) {
    assertThat(Inet.number(text, 0, 100)).isEqualTo(number);
  }

  private static String text(InetAddress address) {
    StringBuilder out = new StringBuilder();
    Inet.append(out, address);
    return out.toString();
  }
}

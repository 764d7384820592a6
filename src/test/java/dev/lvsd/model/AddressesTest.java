package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "fe80::1:0:0:1, fe80::1:0:0:1",
  })
  void writesTheShortestForm(String text, String shortest) {
    assertThat(Addresses.text(Addresses.parse(text))).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0", "010.0.0.1", "256.0.0.1", "1:2", "fe80::1%lo", "::g"})
  void refusesWhatIsNoLiteralAddress(String text) {
    assertThatThrownBy(() -> Addresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IP address");
  }

  @Property
  void readsBackEveryIpv6AddressThatItWrites(@ForAll @Size(16) byte[] bytes) throws Exception {
    var address = java.net.Inet6Address.getByAddress(null, bytes, -1);
    assertThat(Addresses.parse(Addresses.text(address)).getAddress()).isEqualTo(bytes);
  }
}

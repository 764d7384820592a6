package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
      strings = {
        "1.2.3",
        "1.2.3.4.5",
        "1..2.3",
        ".1.2.3",
        "1.2.3.",
        "1.2.3.4 ",
        "00.0.0.0",
        "+1.2.3.4",
        ":",
        ":::",
        "1:::2",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "1:",
        ":1",
        "::1.2.3",
        "::1.2.3.4.5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::ffff:1.2.3.4",
        "::١",
        "[::1]",
        "",
        "localhost",
        "10.0.0",
        "010.0.0.1",
        "256.0.0.1",
        "1:2",
        "fe80::1%lo",
        "::g"
      })
  void refusesWhatIsNoLiteralAddress(String text) {
    assertThatThrownBy(() -> Addresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IP address");
  }

  @Property
  void readsBackEveryIpv6AddressThatItWrites(@ForAll @Size(16) byte[] bytes) throws Exception {
    var address = Inet6Address.getByAddress(null, bytes, -1);
    assertThat(Addresses.parse(Addresses.text(address)).getAddress()).isEqualTo(bytes);
  }

  @Property
  void agreesWithTheJdkOnWhatAnIpv6AddressIs(@ForAll("nearlyAddresses") String text) {
    assertThat(bytesOf(text)).as(text).isEqualTo(bytesByJdk(text));
  }

  @Provide
  Arbitrary<String> nearlyAddresses() {
    return Arbitraries.of("0", "1", "ff", "abc", "2001", "10.0.0.1", ":", ":", ":", "::", "g")
        .list()
        .ofMinSize(1)
        .ofMaxSize(17)
        .map(parts -> String.join("", parts))
        .filter(text -> text.contains(":"))
        // the JDK also takes groups of five digits and octets with leading zeros
        .filter(text -> !text.matches(".*([0-9a-f]{5}|\\b0+[0-9]+\\.).*"));
  }

  private static byte[] bytesOf(String text) {
    try {
      return Addresses.parse(text).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] bytesByJdk(String text) {
    try {
      InetAddress address = InetAddress.getByName("[" + text + "]");
      return address instanceof Inet6Address ? address.getAddress() : new byte[0];
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}

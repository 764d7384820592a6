package dev.lvsd.ipvs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Connection.EngineData;
import dev.lvsd.model.Endpoint;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRowTest {
  private static final String TCP =
      "TCP 0A010002 7530 0A090909 0050 C0A8070B 0050 ESTABLISHED     899";

  private static ConnectionRow row(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new ConnectionRow().wrap(bytes, 0, bytes.length);
  }

  private static Connection read(String text) {
    return row(text).read();
  }

  private static Connection connection(
      String protocol, String client, String virtual, String server, String state, long expires) {
    return new Connection(
        protocol,
        Endpoint.parse(client),
        Endpoint.parse(virtual),
        Endpoint.parse(server),
        state,
        expires,
        Optional.empty());
  }

  @Test
  void readsIpv4() {
    assertThat(read(TCP))
        .isEqualTo(
            connection(
                "TCP", "10.1.0.2:30000", "10.9.9.9:80", "192.168.7.11:80", "ESTABLISHED", 899));
  }

  @Test
  void readsIpv6() {
    assertThat(
            read(
                "UDP 2001:0db8:0001:0000:0000:0000:0000:0002 7530"
                    + " 2001:0db8:0000:0000:0000:0000:0000:0001 0035"
                    + " fd00:0000:0000:0000:0000:0000:0000:000b 0035 UDP             299"))
        .isEqualTo(
            connection(
                "UDP", "[2001:db8:1::2]:30000", "[2001:db8::1]:53", "[fd00::b]:53", "UDP", 299));
  }

  @Test
  void readsAServerOfAnotherFamily() {
    assertThat(
            read(
                "TCP 0A010002 7530 0A090909 0050"
                    + " fd00:0000:0000:0000:0000:0000:0000:000b 0050 SYN_RECV         59"))
        .isEqualTo(
            connection("TCP", "10.1.0.2:30000", "10.9.9.9:80", "[fd00::b]:80", "SYN_RECV", 59));
  }

  @Test
  void readsTheTemplateOfAFirewallMark() {
    assertThat(read("IP  0A010000 0000 00000007 0000 C0A8070B 0000 ASSURED         360"))
        .isEqualTo(connection("IP", "10.1.0.0:0", "0.0.0.7:0", "192.168.7.11:0", "ASSURED", 360));
  }

  @Test
  void readsProtocolsWithFourLetters() {
    assertThat(
            read("SCTP 0A010002 7530 0A090909 0050 C0A8070B 0050 C-ECHOED          7").protocol())
        .isEqualTo("SCTP");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {" sip 4711@host,4711@host", " sip a b c,a b c", " sip , ", " sip,''"})
  void readsWhatAPersistenceEngineLeft(String columns, String data) {
    String expected = columns.equals(" sip ") ? "" : data;

    assertThat(read(TCP + columns).engine()).contains(new EngineData("sip", expected));
  }

  @Test
  void keepsWordsThatItDoesNotKnow() {
    Connection connection =
        read("MPTCP 0A010002 7530 0A090909 0050 C0A8070B 0050 ENTANGLED         1");

    assertThat(connection.protocol()).isEqualTo("MPTCP");
    assertThat(connection.state()).isEqualTo("ENTANGLED");
  }

  @Test
  void readsTheLongestTime() {
    assertThat(read(TCP.replace("    899", "4294967295")).expiresSeconds())
        .isEqualTo(4_294_967_295L);
  }

  @Test
  void knowsTheHeading() {
    assertThat(
            row("Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData")
                .isHeading())
        .isTrue();
    assertThat(row(TCP).isHeading()).isFalse();
    assertThat(row("").isHeading()).isFalse();
  }

  @Test
  void readsInPlace() {
    byte[] buffer = ("rubbish\n" + TCP + "\nrubbish").getBytes(ISO_8859_1);

    ConnectionRow row = new ConnectionRow().wrap(buffer, 8, 8 + TCP.length());

    assertThat(row).hasToString(TCP);
    assertThat(row.read()).isEqualTo(read(TCP));
  }

  @ParameterizedTest
  @CsvSource({
    "'', protocol is missing",
    "TCP, client address is missing",
    "TCP 0A01000 7530 0A090909 0050 C0A8070B 0050 CLOSE 1, client address has 7 characters",
    "TCP 0A01000X 7530 0A090909 0050 C0A8070B 0050 CLOSE 1, client address is not hexadecimal",
    "TCP 0A010002 075300 0A090909 0050 C0A8070B 0050 CLOSE 1, client port does not have 4 digits",
    "TCP 0A010002 7530 0A090909, virtual port is missing",
    "TCP 0A010002 7530 0A090909 0050 C0A8070B -050 CLOSE 1, server port is not hexadecimal",
    "TCP 0A010002 7530 0A090909 0050 C0A8070B 0050, state is missing",
    "TCP 0A010002 7530 0A090909 0050 C0A8070B 0050 CLOSE, expiry is missing",
    "TCP 0A010002 7530 0A090909 0050 C0A8070B 0050 CLOSE 1x, expiry is not a number",
    "TCP 0A010002 7530 0A090909 0050 C0A8070B 0050 CLOSE 99999999999, expiry has 11 digits"
  })
  void namesTheColumnThatIsWrong(String text, String problem) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd00:0000:0000:0000:0000:0000:0000:000b0",
        "fd00:0000:0000:0000:0000:0000:0000-000b",
        "fd00:0000:0000:0000:0000:0000:0000:00:b"
      })
  void refusesIpv6AddressesOfAnotherForm(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("TCP " + address + " 7530 0A090909 0050 C0A8070B 0050 CLOSE 1"));
  }

  @Property
  void readsBackEveryRowThatTheKernelWrites(@ForAll("connections") Connection connection) {
    assertThat(read(ProcRows.row(connection))).isEqualTo(connection);
  }

  @Provide
  Arbitrary<Connection> connections() {
    Arbitrary<Endpoint> four =
        Combinators.combine(
                Arbitraries.integers().map(RawAddresses::ipv4),
                Arbitraries.integers().between(0, 65535))
            .as(Endpoint::new);
    Arbitrary<Endpoint> six =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(16).map(RawAddresses::ipv6),
                Arbitraries.integers().between(0, 65535))
            .as(Endpoint::new);
    Arbitrary<Endpoint> any = Arbitraries.oneOf(four, six);
    Arbitrary<EngineData> engine =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withChars(' ')
            .ofMaxLength(255)
            .map(data -> new EngineData("sip", data));
    return Combinators.combine(
            Arbitraries.of("TCP", "UDP", "SCTP", "IP"),
            any,
            any,
            any,
            Arbitraries.of("NONE", "ESTABLISHED", "C-ECHOED", "ASSURED"),
            Arbitraries.longs().between(0, 0xffff_ffffL),
            engine.optional())
        .as(Connection::new);
  }

  @FuzzTest
  void readsOrRefusesAnything(byte[] bytes) {
    try {
      new ConnectionRow().wrap(bytes, 0, bytes.length).read();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching(".+ (is|has|lacks|does) .+");
    }
  }
}

package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetCommandsTest {
  private final Shell shell = new Shell();

  @BeforeEach
  void connections() {
    shell.operations.connections.addAll(
        List.of(
            Samples.connection("192.0.2.70:1", "203.0.113.10:80", "10.2.0.11:80", "ESTABLISHED"),
            Samples.connection("192.0.2.7:65000", "203.0.113.10:80", "10.2.0.12:80", "FIN_WAIT"),
            Samples.connection("[2001:db8::7]:9", "[2001:db8::1]:80", "[2001:db8::11]:80", "CLOSE"),
            new Connection(
                "UDP",
                Endpoint.parse("192.0.2.7:53"),
                Endpoint.parse("203.0.113.10:53"),
                Endpoint.parse("10.2.0.11:53"),
                "UDP",
                300,
                Optional.empty()),
            Samples.template()));
  }

  @Test
  void sortsServicesAndServersByNumberNotByText() {
    assertThat(shell.run("get", "servers")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            SERVICE               SERVER             FORWARDING            WEIGHT  ACTIVE  INACTIVE  CONNS  CONNS/S
            tcp 203.0.113.10:80   10.2.0.11:80       dr                         1       0         0      0        0
            tcp 203.0.113.10:80   10.2.0.100:80      dr                         3      12        40      0        0
            udp [2001:db8::1]:53  [2001:db8::53]:53  tunnel gue:6080+full       1       0         7      0        0
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'', tcp udp fwmark",
    "tcp, tcp",
    "TCP 203.0.113.10:80, tcp",
    "203.0.113.10, tcp",
    "203.0.113.0/24, tcp",
    "tcp 203.0.113.10:81, ''",
    "udp [2001:db8::1]:53, udp",
    "2001:db8::1, udp",
    "[2001:db8::1], udp",
    "2001:db8::/32, udp",
    "tcp 2001:db8::1, ''",
    "fwmark, fwmark",
    "fwmark 7, fwmark",
    "fwmark 7 ipv6, ''",
    "fwmark 8, ''",
    "tcp udp, tcp udp",
    "fwmark 7 tcp 203.0.113.10:80, tcp fwmark",
    "sctp, ''"
  })
  void showsTheServicesThatWereNamed(String selector, String expected) {
    shell.run(("get services " + selector).strip().split(" "));
    assertThat(shell.out().lines().skip(1).map(line -> line.split(" ", -1)[0]))
        .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
  }

  @Test
  void takesAQuotedServiceAsWell() {
    assertThat(shell.run("get", "services", "tcp 203.0.113.10:80", "fwmark 7")).isZero();
    assertThat(shell.out().lines()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5",
    "--client 192.0.2.7, 2",
    "--client 192.0.2.7:53, 1",
    "--client 192.0.2.0/24, 4",
    "--client 0.0.0.0/0, 4",
    "--client ::/0, 1",
    "--server 10.2.0.11, 3",
    "--server 10.2.0.11:80, 1",
    "--state established, 1",
    "'--state ESTABLISHED,CLOSE', 2",
    "--protocol tcp, 3",
    "'--protocol udp,ip', 2",
    "--templates, 1",
    "--no-templates, 4",
    "--templates --no-templates, 0",
    "--service tcp, 3",
    "--service fwmark, 1",
    "--service 203.0.113.10:0, 3",
    "--service 203.0.113.10:53, 1",
    "--client 192.0.2.7 --protocol udp, 1",
    "--limit 2, 2",
    "--sort client --limit 3, 3"
  })
  void showsTheConnectionsThatFitEveryOption(String options, int expected) {
    assertThat(shell.run(("get connections " + options).strip().split(" "))).isZero();
    assertThat(shell.out().lines().skip(1)).hasSize(expected);
  }

  @Test
  void findsTheConnectionsOfOneService() {
    shell.run("get", "connections", "--service", "tcp 203.0.113.10:80");
    assertThat(shell.out().lines().skip(1)).hasSize(2);
    shell.run("get", "connections", "--service", "fwmark 7");
    assertThat(shell.out()).contains("fwmark 7");
  }

  @Test
  void sortsConnectionsByNumberNotByText() {
    shell.run("get", "connections", "--sort", "client", "--protocol", "tcp");
    assertThat(shell.out().lines().skip(1).map(line -> line.split(" +", -1)[1]))
        .containsExactly("192.0.2.7:65000", "192.0.2.70:1", "[2001:db8::7]:9");
  }

  @Test
  void stopsReadingAtTheLimit() {
    shell.run("get", "connections", "--limit", "2");
    assertThat(shell.operations.read).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"services", "servers", "connections", "daemons"})
  void answersProgramsWithAnEmptyListWhereThereIsNothing(String what) {
    shell.operations.table = List.of();
    shell.operations.connections.clear();
    assertThat(shell.run("get", what, "-o", "json")).isZero();
    assertThat(shell.out()).isEqualTo("[]\n");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.run("get", what)).isZero();
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).startsWith("No ");
  }

  @Test
  void writesTimeoutsAndStatusForPrograms() {
    shell.run("get", "timeouts", "-o", "json");
    assertThat(shell.out())
        .isEqualTo(
            """
            {
              "tcpSeconds": 900,
              "tcpFinSeconds": 120,
              "udpSeconds": 301
            }
            """);
    shell.run("get", "status", "-o", "yaml");
    assertThat(shell.out())
        .startsWith(
            """
            dataPlane: kernel
            reason: this kernel has ip_vs
            kernelRelease: 6.1.0-49-amd64
            ipvsVersion: 1.2.1
            """);
  }
}

package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.cli.Samples;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextViewTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsServicesInAlignedColumns() {
    view(OutputFormat.TABLE).services(Samples.table());
    assertThat(out)
        .hasToString(
            """
            SERVICE               SCHEDULER            PERSISTENCE       SERVERS  ACTIVE  INACTIVE  CONNS  CONNS/S
            fwmark 7              wlc                  5m/255.255.255.0        0       0         0      0        0
            udp [2001:db8::1]:53  mh (fallback, port)  -                       1       0         7      0        0
            tcp 203.0.113.10:80   wrr                  -                       2      12        40  1.23M       12
            """);
  }

  @Test
  void showsEveryDigitInWideTables() {
    view(OutputFormat.WIDE).services(List.of(Samples.web()));
    assertThat(out.toString())
        .contains("1234567")
        .contains("18446744073709551615")
        .contains("1500000000000");
  }

  @Test
  void showsServersWithTheirService() {
    view(OutputFormat.TABLE).servers(Samples.table());
    assertThat(out)
        .hasToString(
            """
            SERVICE               SERVER             FORWARDING            WEIGHT  ACTIVE  INACTIVE  CONNS  CONNS/S
            udp [2001:db8::1]:53  [2001:db8::53]:53  tunnel gue:6080+full       1       0         7      0        0
            tcp 203.0.113.10:80   10.2.0.100:80      dr                         3      12        40      0        0
            tcp 203.0.113.10:80   10.2.0.11:80       dr                         1       0         0      0        0
            """);
  }

  @Test
  void showsConnectionsAndTemplates() {
    ConnectionView connections = view(OutputFormat.WIDE).connections();
    connections.show(
        Samples.connection("192.0.2.7:4711", "203.0.113.10:80", "10.2.0.11:80", "ESTABLISHED"));
    connections.show(Samples.template());
    connections.end();
    assertThat(out)
        .hasToString(
            """
            PROTOCOL  CLIENT          VIRTUAL          SERVER        STATE        EXPIRES  ENGINE  DATA
            TCP       192.0.2.7:4711  203.0.113.10:80  10.2.0.11:80  ESTABLISHED      899  -       -
            IP        192.0.2.0:0     fwmark 7         10.2.0.11:0   NONE            3723  sip     call-1@example
            """);
  }

  @Test
  void saysOnStandardErrorThatThereIsNothing() {
    View view = view(OutputFormat.TABLE);
    view.services(List.of());
    view.servers(List.of());
    view.connections().end();
    view.daemons(List.of());
    assertThat(out.toString()).isEmpty();
    assertThat(err)
        .hasToString("No services.\nNo real servers.\nNo connections.\nNo sync daemons.\n");
  }

  @Test
  void showsTimeouts() {
    view(OutputFormat.TABLE).timeouts(new Timeouts(900, 120, 301));
    view(OutputFormat.WIDE).timeouts(new Timeouts(900, 120, 301));
    assertThat(out)
        .hasToString(
            """
            TCP  TCP-FIN   UDP
            15m       2m  301s
             TCP  TCP-FIN   UDP
            900s     120s  301s
            """);
  }

  @Test
  void showsSyncDaemons() {
    view(OutputFormat.TABLE)
        .daemons(
            List.of(
                new SyncDaemon(
                    SyncDaemon.Role.MASTER,
                    "eth0",
                    7,
                    1472,
                    Optional.of(Addresses.parse("224.0.0.81")),
                    8848,
                    1),
                new SyncDaemon(SyncDaemon.Role.BACKUP, "eth1", 0, 0, Optional.empty(), 0, 0)));
    assertThat(out)
        .hasToString(
            """
            ROLE    INTERFACE  SYNC-ID  GROUP       PORT  TTL  MAX-LENGTH
            master  eth0             7  224.0.0.81  8848    1        1472
            backup  eth1             0  -              -    -           -
            """);
  }

  @Test
  void showsTheStatusLineByLine() {
    view(OutputFormat.TABLE)
        .status(
            new StatusSummary(
                "kernel",
                "this kernel has ip_vs",
                "6.1.0",
                new DataPlaneInfo(0x010201, 4096),
                3,
                2,
                9,
                12,
                47,
                1,
                List.of("A", "B")));
    assertThat(out)
        .hasToString(
            """
            data plane: kernel, IPVS 1.2.1, because this kernel has ip_vs
            kernel: 6.1.0
            connection table: 4096 buckets
            services: 3, 2 of them managed by lvsd
            real servers: 9
            connections: 12 active, 47 inactive, 1 persistent
            capabilities: A, B
            """);
  }

  @Test
  void saysWhyTheKernelDidNotTellItsVersion() {
    view(OutputFormat.WIDE)
        .version(
            new VersionSummary(
                "1.0", "17", "6.1", Optional.of(new VersionSummary.Ipvs("", "not permitted"))));
    assertThat(out)
        .hasToString(
            """
            lvsd: 1.0
            java: 17
            kernel: 6.1
            ipvs: not available: not permitted
            """);
  }

  private View view(OutputFormat format) {
    return Views.of(format, new PrintWriter(out), new PrintWriter(err, true), Paint.PLAIN);
  }
}

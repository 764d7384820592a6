package dev.lvsd.cli.view;

import static dev.lvsd.cli.view.Column.number;
import static dev.lvsd.cli.view.Column.text;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of a data plane in columns. Wide tables have all columns, and exact numbers. */
final class TableText {
  /** Rows that are held back for their widths when a list may be very long. */
  private static final int STREAM_WINDOW = 1000;

  private static final List<Column> COUNTERS =
      List.of(
          number("CONNS"),
          number("IN-PACKETS"),
          number("OUT-PACKETS"),
          number("IN-BYTES"),
          number("OUT-BYTES"),
          number("CONNS/S"),
          number("IN-PACKETS/S"),
          number("OUT-PACKETS/S"),
          number("IN-BYTES/S"),
          number("OUT-BYTES/S"));

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean wide;

  TableText(PrintWriter out, PrintWriter err, boolean wide) {
    this.out = out;
    this.err = err;
    this.wide = wide;
  }

  void services(List<VirtualService> services) {
    if (services.isEmpty()) {
      err.println("No services.");
      return;
    }
    Table table =
        table(
            List.of(
                text("SERVICE"),
                text("SCHEDULER"),
                text("PERSISTENCE"),
                number("SERVERS"),
                number("ACTIVE"),
                number("INACTIVE")),
            List.of(number("PERSISTENT"), text("ENGINE"), text("ONE-PACKET")));
    for (VirtualService service : services) {
      ServiceSpec spec = service.status().spec();
      Totals totals = Totals.of(service.servers());
      List<String> cells = new ArrayList<>();
      cells.add(service.key().toString());
      cells.add(Settings.scheduler(spec));
      cells.add(spec.persistence().map(Settings::persistence).orElse(""));
      cells.add(count(service.servers().size()));
      cells.add(count(totals.active()));
      cells.add(count(totals.inactive()));
      if (wide) {
        cells.add(count(totals.persistent()));
        cells.add(spec.persistenceEngine().orElse(""));
        cells.add(spec.onePacket() ? "yes" : "");
      }
      counters(cells, service.status().statistics());
      table.row(cells);
    }
    table.write();
  }

  void servers(List<VirtualService> services) {
    if (services.stream().allMatch(service -> service.servers().isEmpty())) {
      err.println("No real servers.");
      return;
    }
    Table table =
        table(
            List.of(
                text("SERVICE"),
                text("SERVER"),
                text("FORWARDING"),
                number("WEIGHT"),
                number("ACTIVE"),
                number("INACTIVE")),
            List.of(number("PERSISTENT"), number("UPPER"), number("LOWER")));
    for (VirtualService service : services) {
      for (ServerStatus server : service.servers()) {
        table.row(server(service.key(), server));
      }
    }
    table.write();
  }

  private List<String> server(ServiceKey service, ServerStatus server) {
    ServerSpec spec = server.spec();
    List<String> cells = new ArrayList<>();
    cells.add(service.toString());
    cells.add(spec.key().toString());
    cells.add(Settings.method(spec));
    cells.add(Integer.toString(spec.weight()));
    cells.add(count(server.activeConnections()));
    cells.add(count(server.inactiveConnections()));
    if (wide) {
      cells.add(count(server.persistentConnections()));
      cells.add(count(spec.upperThreshold()));
      cells.add(count(spec.lowerThreshold()));
    }
    counters(cells, server.statistics());
    return cells;
  }

  ConnectionView connections() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text("PROTOCOL"),
                text("CLIENT"),
                text("VIRTUAL"),
                text("SERVER"),
                text("STATE"),
                number("EXPIRES")));
    if (wide) {
      columns.add(text("ENGINE"));
      columns.add(text("DATA"));
    }
    return new ConnectionRows(new Table(out, columns, STREAM_WINDOW));
  }

  void timeouts(Timeouts timeouts) {
    Table table = new Table(out, List.of(number("TCP"), number("TCP-FIN"), number("UDP")), 1);
    table.row(
        List.of(
            span(timeouts.tcpSeconds()),
            span(timeouts.tcpFinSeconds()),
            span(timeouts.udpSeconds())));
  }

  void daemons(List<SyncDaemon> daemons) {
    if (daemons.isEmpty()) {
      err.println("No sync daemons.");
      return;
    }
    Table table =
        new Table(
            out,
            List.of(
                text("ROLE"),
                text("INTERFACE"),
                number("SYNC-ID"),
                text("GROUP"),
                number("PORT"),
                number("TTL"),
                number("MAX-LENGTH")),
            Integer.MAX_VALUE);
    for (SyncDaemon daemon : daemons) {
      table.row(
          List.of(
              daemon.role().text(),
              daemon.multicastInterface(),
              Integer.toString(daemon.syncId()),
              daemon.group().map(Addresses::text).orElse(""),
              unlessZero(daemon.port()),
              unlessZero(daemon.ttl()),
              unlessZero(daemon.maxLength())));
    }
    table.write();
  }

  /** The virtual end; the templates of firewall marks have the mark in place of an address. */
  static String virtual(Connection connection) {
    OptionalLong mark = connection.fwmark();
    return mark.isPresent() ? "fwmark " + mark.getAsLong() : connection.virtual().toString();
  }

  private Table table(List<Column> always, List<Column> whenWide) {
    List<Column> columns = new ArrayList<>(always);
    if (wide) {
      columns.addAll(whenWide);
      columns.addAll(COUNTERS);
    } else {
      columns.add(number("CONNS"));
      columns.add(number("CONNS/S"));
    }
    return new Table(out, columns, Integer.MAX_VALUE);
  }

  private void counters(List<String> cells, Statistics statistics) {
    cells.add(count(statistics.connections()));
    if (wide) {
      cells.add(count(statistics.inPackets()));
      cells.add(count(statistics.outPackets()));
      cells.add(count(statistics.inBytes()));
      cells.add(count(statistics.outBytes()));
    }
    cells.add(count(statistics.connectionsPerSecond()));
    if (wide) {
      cells.add(count(statistics.inPacketsPerSecond()));
      cells.add(count(statistics.outPacketsPerSecond()));
      cells.add(count(statistics.inBytesPerSecond()));
      cells.add(count(statistics.outBytesPerSecond()));
    }
  }

  private String count(long unsigned) {
    return wide ? Numbers.exact(unsigned) : Numbers.rounded(unsigned);
  }

  private String span(long seconds) {
    return wide ? seconds + "s" : Spans.seconds(seconds);
  }

  private static String unlessZero(int number) {
    return number == 0 ? "" : Integer.toString(number);
  }

  private final class ConnectionRows implements ConnectionView {
    private final Table table;
    private boolean empty = true;

    ConnectionRows(Table table) {
      this.table = table;
    }

    @Override
    public void show(Connection connection) {
      empty = false;
      List<String> cells = new ArrayList<>();
      cells.add(connection.protocol());
      cells.add(connection.client().toString());
      cells.add(virtual(connection));
      cells.add(connection.server().toString());
      cells.add(connection.state());
      cells.add(
          wide
              ? Long.toString(connection.expiresSeconds())
              : Spans.clock(connection.expiresSeconds()));
      if (wide) {
        Optional<Connection.EngineData> engine = connection.engine();
        cells.add(engine.map(Connection.EngineData::name).orElse(""));
        cells.add(engine.map(Connection.EngineData::data).orElse(""));
      }
      table.row(cells);
    }

    @Override
    public void end() {
      if (empty) {
        err.println("No connections.");
      } else {
        table.write();
      }
    }
  }
}

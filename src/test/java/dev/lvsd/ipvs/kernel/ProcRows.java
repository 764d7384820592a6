package dev.lvsd.ipvs.kernel;

import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import java.util.HexFormat;
import java.util.Locale;

/** Rows as the kernel prints them into /proc/net/ip_vs_conn. */
final class ProcRows {
  static final String HEADING =
      "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData";

  private ProcRows() {}

  static String row(Connection connection) {
    return "%-3s %s %s %s %-11s %7d%s"
        .formatted(
            connection.protocol(),
            end(connection.client()),
            end(connection.virtual()),
            end(connection.server()),
            connection.state(),
            connection.expiresSeconds(),
            connection.engine().map(e -> " " + e.name() + " " + e.data()).orElse(""));
  }

  private static String end(Endpoint endpoint) {
    byte[] bytes = endpoint.address().getAddress();
    String digits = HexFormat.of().formatHex(bytes);
    String address =
        bytes.length == 4
            ? digits.toUpperCase(Locale.ROOT)
            : digits.replaceAll("(....)(?=.)", "$1:");
    return address + " %04X".formatted(endpoint.port());
  }
}

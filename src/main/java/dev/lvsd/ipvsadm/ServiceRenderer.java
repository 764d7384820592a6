package dev.lvsd.ipvsadm;

import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.VirtualService;
import java.util.Set;

/** A service with its servers as text, in any layout. */
final class ServiceRenderer {
  private static final String PLAIN_HEAD = "Prot LocalAddress:Port Scheduler Flags\n";
  private static final String SECOND_LINE = "  -> RemoteAddress:Port\n";

  private final Format format;
  private final Labels labels;
  private final ServerRenderer servers;

  /**
   * A renderer.
   *
   * @param format how
   * @param names asked unless the format is numeric
   */
  ServiceRenderer(Format format, Names names) {
    this.format = format;
    labels = new Labels(names, format.numeric());
    servers = new ServerRenderer(format, labels);
  }

  /** The lines above the first service; none with rules. */
  void title(StringBuilder out) {
    switch (format.layout()) {
      case STATS -> titleOf(out, 8, "Conns", "InPkts", "OutPkts", "InBytes", "OutBytes");
      case RATE -> titleOf(out, 8, "CPS", "InPPS", "OutPPS", "InBPS", "OutBPS");
      case THRESHOLDS -> {
        Columns.left(out, "Prot LocalAddress:Port", 33);
        out.append(" Uthreshold Lthreshold ActiveConn InActConn \n").append(SECOND_LINE);
      }
      case PERSISTENT_CONNECTIONS -> {
        Columns.left(out, "Prot LocalAddress:Port", 33);
        out.append(" Weight    PersistConn ActiveConn InActConn \n").append(SECOND_LINE);
      }
      case TUNNELS ->
          out.append(PLAIN_HEAD)
              .append("  -> RemoteAddress:Port           Forward TunnelInfo    ")
              .append("Weight ActiveConn InActConn\n");
      case PLAIN ->
          out.append(PLAIN_HEAD)
              .append("  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n");
      case RULES -> {}
    }
  }

  /** The service and, if the format says so sorted, its servers. */
  void service(StringBuilder out, VirtualService service) {
    ServiceSpec spec = service.status().spec();
    String name =
        format.layout() == Format.Layout.RULES
            ? labels.selector(spec.key())
            : labels.service(spec.key());
    switch (format.layout()) {
      case RULES -> rule(out, name, spec);
      case STATS -> {
        Statistics counters = service.status().statistics();
        Columns.left(out, name, 33);
        Columns.largeNumber(out, counters.connections(), format.exact());
        Columns.largeNumber(out, counters.inPackets(), format.exact());
        Columns.largeNumber(out, counters.outPackets(), format.exact());
        Columns.largeNumber(out, counters.inBytes(), format.exact());
        Columns.largeNumber(out, counters.outBytes(), format.exact());
      }
      case RATE -> {
        Statistics counters = service.status().statistics();
        Columns.left(out, name, 33);
        Columns.largeNumber(out, counters.connectionsPerSecond(), format.exact());
        Columns.largeNumber(out, counters.inPacketsPerSecond(), format.exact());
        Columns.largeNumber(out, counters.outPacketsPerSecond(), format.exact());
        Columns.largeNumber(out, counters.inBytesPerSecond(), format.exact());
        Columns.largeNumber(out, counters.outBytesPerSecond(), format.exact());
      }
      default -> row(out, name, spec);
    }
    out.append('\n');
    ServerStatus[] rows = service.servers().toArray(new ServerStatus[0]);
    if (format.sorted()) {
      KernelOrder.sortServers(rows);
    }
    for (ServerStatus row : rows) {
      servers.server(out, name, spec.key(), row);
    }
  }

  private static void titleOf(StringBuilder out, int width, String... columns) {
    Columns.left(out, "Prot LocalAddress:Port", 33);
    for (String column : columns) {
      out.append(' ');
      Columns.right(out, column, width);
    }
    out.append('\n').append(SECOND_LINE);
  }

  private static void rule(StringBuilder out, String name, ServiceSpec spec) {
    out.append("-A ").append(name).append(" -s ").append(spec.scheduler().name());
    if (spec.persistence().isPresent()) {
      Persistence persistence = spec.persistence().get();
      out.append(" -p ").append(persistence.timeoutSeconds());
      if (!persistence.netmask().isFull()) {
        out.append(" -M ").append(persistence.netmask());
      }
    }
    if (spec.persistenceEngine().isPresent()) {
      out.append(" --pe ").append(spec.persistenceEngine().get());
    }
    if (spec.onePacket()) {
      out.append(" -o");
    }
    if (!spec.schedulerFlags().isEmpty()) {
      out.append(" -b ");
      schedulerFlags(out, spec);
    }
  }

  private static void row(StringBuilder out, String name, ServiceSpec spec) {
    out.append(name).append(' ').append(spec.scheduler().name());
    if (!spec.schedulerFlags().isEmpty()) {
      out.append(" (");
      schedulerFlags(out, spec);
      out.append(')');
    }
    if (spec.persistence().isPresent()) {
      Persistence persistence = spec.persistence().get();
      out.append(" persistent ").append(persistence.timeoutSeconds());
      if (!persistence.netmask().isFull()) {
        out.append(" mask ").append(persistence.netmask());
      }
      if (spec.persistenceEngine().isPresent()) {
        out.append(" pe ").append(spec.persistenceEngine().get());
      }
    }
    if (spec.onePacket()) {
      out.append(" ops");
    }
  }

  /** The names of the flags, joined by commas; sh and mh have their own and none for the third. */
  private static void schedulerFlags(StringBuilder out, ServiceSpec spec) {
    String scheduler = spec.scheduler().name();
    Set<SchedulerFlag> flags = spec.schedulerFlags();
    boolean hashing = scheduler.equals("sh") || scheduler.equals("mh");
    int start = out.length();
    if (flags.contains(SchedulerFlag.FALLBACK)) {
      out.append(hashing ? scheduler + "-fallback," : "flag-1,");
    }
    if (flags.contains(SchedulerFlag.PORT)) {
      out.append(hashing ? scheduler + "-port," : "flag-2,");
    }
    if (flags.contains(SchedulerFlag.FLAG_3) && !hashing) {
      out.append("flag-3,");
    }
    if (out.length() > start) {
      out.setLength(out.length() - 1);
    }
  }
}

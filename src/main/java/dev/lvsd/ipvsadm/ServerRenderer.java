package dev.lvsd.ipvsadm;

import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Tunnel;

/** A real server as a line of text, in any layout. */
final class ServerRenderer {
  private static final int NAME_LENGTH = 28;
  private static final long LOW_HALF = 0xffff_ffffL;

  /** What the C library prints where ipvsadm has no word. */
  private static final String NO_WORD = "(null)";

  private final Format format;
  private final Labels labels;

  ServerRenderer(Format format, Labels labels) {
    this.format = format;
    this.labels = labels;
  }

  /**
   * One line.
   *
   * @param serviceName how rules select the service
   * @param key the service; its protocol names the ports
   */
  void server(StringBuilder out, String serviceName, ServiceKey key, ServerStatus server) {
    ServerSpec spec = server.spec();
    String name = labels.end(spec.key().address(), spec.key().port(), Labels.protocol(key));
    if (format.layout() == Format.Layout.RULES) {
      rule(out, serviceName, name, spec);
      out.append('\n');
      return;
    }
    if (!Inet.isIpv6(spec.key().address())) {
      name = Columns.cut(name, NAME_LENGTH);
    }
    out.append("  -> ");
    Columns.left(out, name, NAME_LENGTH);
    switch (format.layout()) {
      case STATS -> stats(out, server.statistics());
      case RATE -> rates(out, server.statistics());
      case THRESHOLDS -> {
        out.append(' ');
        Columns.left(out, spec.upperThreshold(), 11);
        Columns.left(out, spec.lowerThreshold(), 11);
        connections(out, server);
      }
      case PERSISTENT_CONNECTIONS -> {
        out.append(' ');
        Columns.left(out, spec.weight(), 10);
        Columns.left(out, server.persistentConnections(), 12);
        connections(out, server);
      }
      default -> {
        out.append(' ');
        Columns.left(out, methodName(spec.forwarding()), 8);
        if (format.layout() == Format.Layout.TUNNELS) {
          Columns.left(out, tunnelInfo(spec), 14);
        }
        Columns.left(out, spec.weight(), 7);
        connections(out, server);
      }
    }
    out.append('\n');
  }

  private static void connections(StringBuilder out, ServerStatus server) {
    Columns.left(out, server.activeConnections(), 11);
    Columns.left(out, server.inactiveConnections(), 10);
  }

  /** Only the low half of all but the bytes: ipvsadm reads them as 32-bit numbers. */
  private void stats(StringBuilder out, Statistics counters) {
    Columns.largeNumber(out, counters.connections() & LOW_HALF, format.exact());
    Columns.largeNumber(out, counters.inPackets() & LOW_HALF, format.exact());
    Columns.largeNumber(out, counters.outPackets() & LOW_HALF, format.exact());
    Columns.largeNumber(out, counters.inBytes(), format.exact());
    Columns.largeNumber(out, counters.outBytes(), format.exact());
  }

  private void rates(StringBuilder out, Statistics counters) {
    plainRate(out, counters.connectionsPerSecond());
    plainRate(out, counters.inPacketsPerSecond());
    plainRate(out, counters.outPacketsPerSecond());
    Columns.largeNumber(out, counters.inBytesPerSecond() & LOW_HALF, format.exact());
    Columns.largeNumber(out, counters.outBytesPerSecond() & LOW_HALF, format.exact());
  }

  private static void plainRate(StringBuilder out, long rate) {
    out.append(' ');
    Columns.right(out, Long.toString(rate & LOW_HALF), 8);
  }

  private static void rule(StringBuilder out, String serviceName, String name, ServerSpec spec) {
    out.append("-a ").append(serviceName).append(" -r ").append(name).append(' ');
    out.append(
        switch (spec.forwarding()) {
          case NAT -> "-m";
          case TUNNEL -> "-i";
          case LOCAL, DR -> "-g";
          default -> NO_WORD;
        });
    out.append(" -w ").append(spec.weight());
    if (spec.forwarding() == ForwardingMethod.TUNNEL && spec.tunnel().isPresent()) {
      tunnelOptions(out, spec.tunnel().get());
    }
  }

  /** The options of an encapsulation, with a blank before each. */
  static void tunnelOptions(StringBuilder out, Tunnel tunnel) {
    switch (tunnel.type()) {
      case IPIP -> out.append(" --tun-type ipip");
      case GUE ->
          out.append(" --tun-type gue --tun-port ")
              .append(tunnel.port())
              .append(checksumOption(tunnel));
      case GRE -> out.append(" --tun-type gre").append(checksumOption(tunnel));
      case UNKNOWN -> {}
    }
  }

  private static String checksumOption(Tunnel tunnel) {
    return switch (tunnel.checksum()) {
      case NONE -> " --tun-nocsum";
      case FULL -> " --tun-csum";
      case REMOTE -> " --tun-remcsum";
    };
  }

  private static String methodName(ForwardingMethod method) {
    return switch (method) {
      case NAT -> "Masq";
      case LOCAL -> "Local";
      case TUNNEL -> "Tunnel";
      case DR -> "Route";
      default -> NO_WORD;
    };
  }

  private static String tunnelInfo(ServerSpec spec) {
    if (spec.tunnel().isEmpty()) {
      return "n/a";
    }
    Tunnel tunnel = spec.tunnel().get();
    String checksum =
        switch (tunnel.checksum()) {
          case NONE -> "-c";
          case FULL -> "+c";
          case REMOTE -> "r+c";
        };
    return switch (tunnel.type()) {
      case IPIP -> "ipip";
      case GUE -> "gue:" + tunnel.port() + ":" + checksum;
      case GRE -> "gre:" + checksum;
      case UNKNOWN -> "n/a";
    };
  }
}

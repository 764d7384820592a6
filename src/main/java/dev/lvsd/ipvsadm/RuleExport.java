package dev.lvsd.ipvsadm;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a table as rules that the real {@code ipvsadm -R} takes: what {@code ipvsadm -S} should
 * have written, with thresholds, unsigned firewall marks and a sensible order. What ipvsadm cannot
 * say is told.
 */
public final class RuleExport {
  private static final int LONGEST_PERSISTENCE = 86400 * 31;

  private final StringBuilder out = new StringBuilder();
  private final List<String> losses = new ArrayList<>();
  private final Labels labels = new Labels(new SystemNames(), true);

  private RuleExport() {}

  /**
   * Rules and what is missing in them.
   *
   * @param text one rule per line
   * @param losses what ipvsadm cannot say, one sentence each
   */
  public record Exported(String text, List<String> losses) {
    /** Copies the list. */
    public Exported {
      losses = List.copyOf(losses);
    }
  }

  /**
   * Writes a table.
   *
   * @param table services with their servers, in any order; servers newest first
   * @return rules in the order of service keys, servers oldest first
   */
  public static Exported write(List<VirtualService> table) {
    RuleExport export = new RuleExport();
    table.stream().sorted(Comparator.comparing(VirtualService::key)).forEach(export::service);
    return new Exported(export.out.toString(), export.losses);
  }

  private void service(VirtualService service) {
    ServiceSpec spec = service.status().spec();
    String objection = objection(spec);
    if (!objection.isEmpty()) {
      losses.add("service " + spec.key() + " is left out: " + objection);
      return;
    }
    String selector = selector(spec.key());
    out.append("-A ").append(selector).append(" -s ").append(spec.scheduler().name());
    spec.persistence()
        .ifPresent(
            persistence -> {
              out.append(" -p ").append(persistence.timeoutSeconds());
              if (!persistence.netmask().isFull()) {
                out.append(" -M ").append(persistence.netmask());
              }
            });
    spec.persistenceEngine().ifPresent(engine -> out.append(" --pe ").append(engine));
    if (spec.onePacket()) {
      out.append(" -o");
    }
    flags(spec);
    out.append('\n');
    for (int i = service.servers().size() - 1; i >= 0; i--) {
      server(spec.key(), selector, service.servers().get(i));
    }
  }

  private void flags(ServiceSpec spec) {
    String separator = " -b ";
    for (SchedulerFlag flag : spec.schedulerFlags()) {
      String name =
          switch (flag) {
            case FALLBACK -> "flag-1";
            case PORT -> "flag-2";
            case FLAG_3 -> "flag-3";
          };
      boolean hashing = spec.scheduler().hasFlags() && flag != SchedulerFlag.FLAG_3;
      String ending = flag == SchedulerFlag.FALLBACK ? "-fallback" : "-port";
      out.append(separator).append(hashing ? spec.scheduler().name() + ending : name);
      separator = ",";
    }
  }

  private void server(ServiceKey service, String selector, ServerStatus server) {
    ServerSpec spec = server.spec();
    String objection = objection(service, spec);
    if (!objection.isEmpty()) {
      losses.add("server " + spec.key() + " of " + service + " is left out: " + objection);
      return;
    }
    out.append("-a ").append(selector).append(" -r ");
    out.append(labels.end(spec.key().address(), spec.key().port(), null));
    out.append(
        switch (spec.forwarding()) {
          case NAT -> " -m";
          case TUNNEL -> " -i";
          default -> " -g";
        });
    out.append(" -w ").append(spec.weight());
    if (spec.upperThreshold() != 0) {
      out.append(" -x ").append(spec.upperThreshold());
    }
    if (spec.lowerThreshold() != 0) {
      out.append(" -y ").append(spec.lowerThreshold());
    }
    spec.tunnel().ifPresent(tunnel -> ServerRenderer.tunnelOptions(out, tunnel));
    out.append('\n');
  }

  private String selector(ServiceKey key) {
    if (key instanceof FwmarkKey fwmark) {
      return switch (fwmark.family()) {
        case IPV4 -> "-f " + fwmark.mark();
        case IPV6 -> "-f " + fwmark.mark() + " -6";
      };
    }
    return labels.selector(key);
  }

  /** What of a service ipvsadm cannot say; empty if it can say all. */
  private static String objection(ServiceSpec spec) {
    if (spec.key() instanceof AddressKey key) {
      if (key.port() == 0 && spec.persistence().isEmpty()) {
        return "ipvsadm takes port 0 with persistence only";
      }
      if (spec.onePacket() && key.protocol() != Protocol.UDP) {
        return "ipvsadm takes one-packet scheduling with UDP only";
      }
    }
    if (spec.persistence().isPresent()) {
      long timeout = spec.persistence().get().timeoutSeconds();
      if (timeout < 1 || timeout > LONGEST_PERSISTENCE) {
        return "ipvsadm takes a persistence of 1 to 2678400 seconds, this has " + timeout;
      }
    }
    return "";
  }

  /** What of a server ipvsadm cannot say; empty if it can say all. */
  private static String objection(ServiceKey service, ServerSpec spec) {
    boolean keepsPort =
        spec.forwarding() == ForwardingMethod.DR || spec.forwarding() == ForwardingMethod.TUNNEL;
    switch (spec.forwarding()) {
      case NAT, TUNNEL, DR -> {}
      default -> {
        return "ipvsadm has no option for forwarding method " + spec.forwarding().text();
      }
    }
    if (spec.tunnel().isPresent() && spec.tunnel().get().type() == Tunnel.Type.UNKNOWN) {
      return "ipvsadm has no option for its encapsulation";
    }
    if (keepsPort && service instanceof AddressKey key && key.port() != spec.key().port()) {
      return "ipvsadm gives it port " + key.port() + " of the service";
    }
    if (spec.upperThreshold() > Integer.MAX_VALUE) {
      return "ipvsadm takes thresholds up to 2147483647";
    }
    return "";
  }
}

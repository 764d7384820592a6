package dev.lvsd.cli.view;

import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of services and servers as short texts, by the names that they have in YAML. */
final class Settings {
  private Settings() {}

  /** {@code wrr, persistence 5m/255.255.255.0, one-packet}. */
  static String summary(ServiceSpec spec) {
    List<String> parts = new ArrayList<>();
    parts.add(scheduler(spec));
    spec.persistence().ifPresent(p -> parts.add("persistence " + persistence(p)));
    spec.persistenceEngine().ifPresent(engine -> parts.add("engine " + engine));
    if (spec.onePacket()) {
      parts.add("one-packet");
    }
    if (spec.toa()) {
      parts.add("toa");
    }
    return String.join(", ", parts);
  }

  /** {@code dr, weight 3, thresholds 5000/4000}. */
  static String summary(ServerSpec spec) {
    return method(spec)
        + ", weight "
        + spec.weight()
        + (spec.upperThreshold() == 0
            ? ""
            : ", thresholds " + spec.upperThreshold() + "/" + spec.lowerThreshold());
  }

  /** {@code mh (fallback, port)}. */
  static String scheduler(ServiceSpec spec) {
    String flags =
        spec.schedulerFlags().stream().map(Settings::text).collect(Collectors.joining(", "));
    return spec.scheduler() + (flags.isEmpty() ? "" : " (" + flags + ")");
  }

  /** {@code nat}, {@code dr}, {@code tunnel ipip}, {@code tunnel gue:6080}. */
  static String method(ServerSpec spec) {
    return spec.forwarding().text() + spec.tunnel().map(tunnel -> " " + tunnel).orElse("");
  }

  /** {@code 5m}, or {@code 5m/255.255.255.0} where not every client counts alone. */
  static String persistence(Persistence persistence) {
    return Spans.seconds(persistence.timeoutSeconds())
        + (persistence.netmask().isFull() ? "" : "/" + persistence.netmask());
  }

  static String text(SchedulerFlag flag) {
    return flag.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What differs between two services, {@code scheduler wlc -> wrr} each. */
  static List<String> differences(ServiceSpec before, ServiceSpec after, Paint paint) {
    return differences(all(before), all(after), paint);
  }

  /** What differs between two servers, {@code weight 1 -> 3} each. */
  static List<String> differences(ServerSpec before, ServerSpec after, Paint paint) {
    return differences(all(before), all(after), paint);
  }

  /** What differs between time-outs; 0 as the wanted value keeps the present one. */
  static List<String> differences(Timeouts before, Timeouts after, Paint paint) {
    Map<String, String> wanted = all(after);
    wanted.values().removeIf("0s"::equals);
    return differences(all(before), wanted, paint);
  }

  private static List<String> differences(
      Map<String, String> before, Map<String, String> after, Paint paint) {
    List<String> lines = new ArrayList<>();
    after.forEach(
        (name, value) -> {
          String old = before.getOrDefault(name, "none");
          if (!old.equals(value)) {
            lines.add(name + " " + old + paint.arrow() + value);
          }
        });
    return lines;
  }

  private static Map<String, String> all(ServiceSpec spec) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("scheduler", scheduler(spec));
    all.put("persistence", spec.persistence().map(Settings::persistence).orElse("none"));
    all.put("persistenceEngine", spec.persistenceEngine().orElse("none"));
    all.put("onePacket", Boolean.toString(spec.onePacket()));
    all.put("toa", Boolean.toString(spec.toa()));
    return all;
  }

  private static Map<String, String> all(ServerSpec spec) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("forwarding", spec.forwarding().text());
    all.put("tunnel", spec.tunnel().map(Tunnel::toString).orElse("none"));
    all.put("weight", Integer.toString(spec.weight()));
    all.put("upperThreshold", Long.toString(spec.upperThreshold()));
    all.put("lowerThreshold", Long.toString(spec.lowerThreshold()));
    return all;
  }

  private static Map<String, String> all(Timeouts timeouts) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("tcp", Spans.seconds(timeouts.tcpSeconds()));
    all.put("tcpFin", Spans.seconds(timeouts.tcpFinSeconds()));
    all.put("udp", Spans.seconds(timeouts.udpSeconds()));
    return all;
  }
}

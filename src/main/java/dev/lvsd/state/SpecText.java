package dev.lvsd.state;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Tunnel;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of services, servers and sync daemons as one line each: {@code name=value}, one blank
 * apart; the last value may have blanks in it.
 */
final class SpecText {
  private SpecText() {}

  static String write(ServiceSpec spec) {
    StringBuilder out = new StringBuilder("scheduler=").append(spec.scheduler());
    if (!spec.schedulerFlags().isEmpty()) {
      out.append(" flags=")
          .append(spec.schedulerFlags().stream().map(Enum::name).collect(Collectors.joining(",")));
    }
    spec.persistence()
        .ifPresent(
            persistence ->
                out.append(" persistence=")
                    .append(persistence.timeoutSeconds())
                    .append(" netmask=")
                    .append(persistence.netmask().bits()));
    if (spec.onePacket()) {
      out.append(" ops=true");
    }
    if (spec.toa()) {
      out.append(" toa=true");
    }
    spec.persistenceEngine().ifPresent(engine -> out.append(" engine=").append(engine));
    return out.append(" key=").append(spec.key()).toString();
  }

  static ServiceSpec service(String text) {
    int at = text.indexOf(" key=");
    if (at < 0) {
      throw new IllegalArgumentException("a service without a key");
    }
    ServiceKey key = ServiceKeys.parse(text.substring(at + " key=".length()));
    Map<String, String> values = values(text.substring(0, at));
    AddressFamily family = key.family();
    Optional<Persistence> persistence =
        Optional.ofNullable(values.get("persistence"))
            .map(
                seconds ->
                    new Persistence(
                        Long.parseLong(seconds), new Netmask(family, number(values, "netmask"))));
    return new ServiceSpec(
        key,
        new SchedulerName(value(values, "scheduler")),
        flags(values.getOrDefault("flags", "")),
        persistence,
        Optional.ofNullable(values.get("engine")),
        values.containsKey("ops"),
        values.containsKey("toa"));
  }

  private static Set<SchedulerFlag> flags(String text) {
    Set<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
    if (!text.isEmpty()) {
      for (String name : text.split(",", -1)) {
        flags.add(SchedulerFlag.valueOf(name));
      }
    }
    return flags;
  }

  static String write(ServerSpec spec) {
    return "address="
        + Addresses.text(spec.key().address())
        + " port="
        + spec.key().port()
        + " forwarding="
        + spec.forwarding().name()
        + " weight="
        + spec.weight()
        + " upper="
        + spec.upperThreshold()
        + " lower="
        + spec.lowerThreshold()
        + spec.tunnel()
            .map(t -> " tunnel=" + t.type().name() + "," + t.port() + "," + t.checksum().name())
            .orElse("");
  }

  static ServerSpec server(String text) {
    Map<String, String> values = values(text);
    return new ServerSpec(
        new ServerKey(Addresses.parse(value(values, "address")), number(values, "port")),
        ForwardingMethod.valueOf(value(values, "forwarding")),
        Optional.ofNullable(values.get("tunnel")).map(SpecText::tunnel),
        number(values, "weight"),
        Long.parseLong(value(values, "upper")),
        Long.parseLong(value(values, "lower")));
  }

  private static Tunnel tunnel(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("tunnel '" + text + "'");
    }
    return new Tunnel(
        Tunnel.Type.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        Tunnel.Checksum.valueOf(parts[2]));
  }

  static String write(SyncDaemon daemon) {
    return "role="
        + daemon.role().name()
        + " interface="
        + daemon.multicastInterface()
        + " id="
        + daemon.syncId()
        + " length="
        + daemon.maxLength()
        + " port="
        + daemon.port()
        + " ttl="
        + daemon.ttl()
        + daemon.group().map(group -> " group=" + Addresses.text(group)).orElse("");
  }

  static SyncDaemon daemon(String text) {
    Map<String, String> values = values(text);
    return new SyncDaemon(
        SyncDaemon.Role.valueOf(value(values, "role")),
        value(values, "interface"),
        number(values, "id"),
        number(values, "length"),
        Optional.ofNullable(values.get("group")).map(Addresses::parse),
        number(values, "port"),
        number(values, "ttl"));
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.split(" ", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + part + "' is no name=value");
      }
      values.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return values;
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static int number(Map<String, String> values, String name) {
    return Integer.parseInt(value(values, name));
  }
}

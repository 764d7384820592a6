package dev.lvsd.cli.view;

import dev.lvsd.model.SyncDaemon;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.ReloadCost;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A change of the host in words, for every kind of view.
 *
 * @param action what is done
 * @param kind to what kind of object
 * @param name to which one
 * @param before its value before; empty if it has none, or none is known
 * @param after its value after
 * @param cost what it interrupts
 * @param remark the reason, if it does not speak for itself
 */
record HostLine(
    Action action,
    String kind,
    String name,
    Optional<String> before,
    Optional<String> after,
    Optional<ReloadCost> cost,
    String remark) {
  static HostLine of(HostChange change) {
    return change.accept(READER);
  }

  /** {@code 0 -> 1}, {@code = 1}, or nothing where there is no value. */
  String details(Paint paint) {
    StringBuilder text = new StringBuilder();
    if (before.isPresent()) {
      text.append(before.get()).append(paint.arrow()).append(after.orElse("none"));
    } else if (after.isPresent()) {
      text.append("= ").append(after.get());
    }
    if (!remark.isEmpty()) {
      text.append(text.isEmpty() ? "" : "  ").append('(').append(remark).append(')');
    }
    return text.toString();
  }

  private static HostLine simple(Action action, String kind, String name) {
    return new HostLine(
        action, kind, name, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  private static HostLine update(
      String kind, String name, Optional<String> before, Optional<String> after, String remark) {
    return new HostLine(Action.UPDATE, kind, name, before, after, Optional.empty(), remark);
  }

  private static Optional<String> text(OptionalInt number) {
    return number.isPresent() ? Optional.of("" + number.getAsInt()) : Optional.empty();
  }

  private static Optional<String> text(Map<String, String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static final HostChange.Visitor<HostLine> READER =
      new HostChange.Visitor<>() {
        @Override
        public HostLine configureModule(HostChange.ConfigureModule change) {
          return update(
              "module-option",
              "ip_vs.conn_tab_bits",
              text(change.have()),
              text(change.want()).or(() -> Optional.of("none")),
              "");
        }

        @Override
        public HostLine loadModule(HostChange.LoadModule change) {
          return simple(Action.CREATE, "module", change.module());
        }

        @Override
        public HostLine reloadModule(HostChange.ReloadModule change) {
          return new HostLine(
              Action.UPDATE,
              "module",
              "ip_vs",
              Optional.of("conn_tab_bits " + change.haveBits()),
              Optional.of("" + change.wantBits()),
              Optional.of(change.cost()),
              "loaded anew; interrupts " + change.cost());
        }

        @Override
        public HostLine setSysctl(HostChange.SetSysctl change) {
          return update("sysctl", change.name(), change.have(), Optional.of(change.want()), "");
        }

        @Override
        public HostLine restoreSysctl(HostChange.RestoreSysctl change) {
          return update(
              "sysctl",
              change.name(),
              Optional.of(change.have()),
              Optional.of(change.before()),
              "as it was before lvsd");
        }

        /** Only what differs: a director may have many. */
        @Override
        public HostLine persistSysctls(HostChange.PersistSysctls change) {
          Map<String, String> have = new TreeMap<>(change.have());
          Map<String, String> want = new TreeMap<>(change.want());
          have.entrySet().removeIf(change.want().entrySet()::contains);
          want.entrySet().removeIf(change.have().entrySet()::contains);
          return update(
              "sysctls", "at boot", text(have), text(want).or(() -> Optional.of("none")), "");
        }

        @Override
        public HostLine addVip(HostChange.AddVip change) {
          return simple(Action.CREATE, "address", change.address().toString());
        }

        @Override
        public HostLine removeVip(HostChange.RemoveVip change) {
          return simple(Action.REMOVE, "address", change.address().toString());
        }

        @Override
        public HostLine stopSyncDaemon(HostChange.StopSyncDaemon change) {
          return simple(Action.REMOVE, "sync-daemon", name(change.have()));
        }

        @Override
        public HostLine startSyncDaemon(HostChange.StartSyncDaemon change) {
          return simple(Action.CREATE, "sync-daemon", name(change.want()));
        }

        private String name(SyncDaemon daemon) {
          return daemon.role().text()
              + " on "
              + daemon.multicastInterface()
              + " with id "
              + daemon.syncId();
        }
      };
}

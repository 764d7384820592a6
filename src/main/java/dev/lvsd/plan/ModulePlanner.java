package dev.lvsd.plan;

import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import java.util.OptionalInt;

/**
 * Which modules are loaded, and {@code ip_vs} with which table. The size of a table is decided when
 * the module is loaded; where tables grow by themselves it is only their limit, and one that is
 * larger than wanted does no harm.
 */
final class ModulePlanner {
  private static final String IPVS = "ip_vs";

  private final HostWants wants;
  private final HostState host;
  private final HostOwners owners;
  private final ReloadCost cost;
  private final boolean mayReload;
  private final HostPart part = new HostPart();

  ModulePlanner(
      HostWants wants, HostState host, HostOwners owners, ReloadCost cost, boolean mayReload) {
    this.wants = wants;
    this.host = host;
    this.owners = owners;
    this.cost = cost;
    this.mayReload = mayReload;
  }

  HostPart plan() {
    if (host.ipvs().presence() == ModulePresence.REPLACED) {
      replaced();
    } else if (wants.modules().containsKey(IPVS)) {
      ipvs(host.ipvs());
    }
    host.modules().forEach(this::other);
    return part;
  }

  private void ipvs(IpvsModule module) {
    OptionalInt want = possible(module);
    switch (module.presence()) {
      case BUILT_IN -> want.ifPresent(bits -> builtIn(module, bits));
      case LOADABLE -> {
        configure(module, want);
        part.first(new HostChange.LoadModule(IPVS));
      }
      case LOADED -> {
        configure(module, want);
        want.ifPresent(bits -> loaded(module, bits));
      }
      case ABSENT, REPLACED -> {
        // opening the table says so, with what to try; or there is nothing to load
      }
    }
  }

  private void replaced() {
    if (wants.table().isPresent()) {
      part.note(
          "the size of the connection table is for the kernel's; that of the Java plane grows by"
              + " itself");
    }
  }

  /** What the kernel would take another value for. */
  private OptionalInt possible(IpvsModule module) {
    OptionalInt wanted = wants.connTabBits(module, host.sysctls());
    if (wanted.isEmpty()) {
      return wanted;
    }
    int want = wanted.getAsInt();
    int possible = Math.max(module.smallestBits(), Math.min(module.largestBits(), want));
    if (possible != want) {
      part.note(
          "connTabBits "
              + want
              + ": this kernel takes "
              + module.smallestBits()
              + " to "
              + module.largestBits()
              + " on this machine; it gets "
              + possible);
    }
    long connections = wants.table().connections().orElse(0);
    if (wants.table().bits().isEmpty() && connections > 1L << possible) {
      part.note(
          "expectedConnections "
              + connections
              + ": this kernel takes a table of at most 2^"
              + possible
              + " buckets on this machine, which get several connections each");
    }
    return OptionalInt.of(possible);
  }

  private void configure(IpvsModule module, OptionalInt want) {
    boolean ours = owners.named().stream().anyMatch(Managed::connTabBits);
    boolean othersWant = owners.others().stream().anyMatch(Managed::connTabBits);
    boolean unwanted = want.isEmpty() && ours && !othersWant;
    if ((want.isPresent() || unwanted) && !want.equals(module.configuredBits())) {
      part.first(new HostChange.ConfigureModule(module.configuredBits(), want));
    }
  }

  private void builtIn(IpvsModule module, int want) {
    if (differs(module, want)) {
      part.note(
          table(module)
              + ", and 2^"
              + want
              + " are wanted: ip_vs is built into this kernel, so add ip_vs.conn_tab_bits="
              + want
              + " to the kernel's command line and boot");
    }
  }

  private void loaded(IpvsModule module, int want) {
    if (!differs(module, want)) {
      return;
    }
    if (mayReload) {
      part.first(new HostChange.ReloadModule(module.connTabBits().orElse(0), want, cost));
    } else {
      part.note(
          table(module)
              + ", and 2^"
              + want
              + " are wanted: that takes loading ip_vs anew, which interrupts "
              + cost
              + "; do it with --reload-module, or boot");
    }
  }

  private static boolean differs(IpvsModule module, int want) {
    if (module.connTabBits().isEmpty()) {
      return false; // cannot be read, so nothing can be said
    }
    int have = module.connTabBits().getAsInt();
    return module.growing() ? have < want : have != want;
  }

  private static String table(IpvsModule module) {
    return "the connection table "
        + (module.growing() ? "grows to at most 2^" : "has 2^")
        + module.connTabBits().orElse(0)
        + " buckets";
  }

  private void other(String name, ModulePresence presence) {
    if (name.equals(IPVS)) {
      return;
    }
    if (presence == ModulePresence.LOADABLE) {
      part.first(new HostChange.LoadModule(name));
    } else if (presence == ModulePresence.ABSENT && host.ipvs().presence() != presence) {
      part.note(
          "this kernel has no module "
              + name
              + ", which is needed: "
              + wants.modules().getOrDefault(name, "reason unknown"));
    }
  }
}

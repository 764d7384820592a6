package dev.lvsd.plan;

import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.SysctlName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which sysctls are set, which get back the value that they had before lvsd, and which are set at
 * boot.
 */
final class SysctlPlanner {
  private static final Set<String> GROWING_TABLES =
      Set.of("conn_lfactor", "svc_lfactor", "conn_max");

  private final HostWants wants;
  private final HostState host;
  private final HostOwners owners;
  private final boolean modulesComing;
  private final Map<String, String> available = new LinkedHashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final HostPart part = new HostPart();

  /**
   * A planner for one plan.
   *
   * @param modulesComing whether modules will be loaded, and may bring sysctls with them
   */
  SysctlPlanner(HostWants wants, HostState host, HostOwners owners, boolean modulesComing) {
    this.wants = wants;
    this.host = host;
    this.owners = owners;
    this.modulesComing = modulesComing;
  }

  HostPart plan() {
    wants.sysctls().forEach(this::wanted);
    persist();
    for (Managed managed : owners.named()) {
      managed.sysctls().forEach(this::unwanted);
    }
    return part;
  }

  private void wanted(String name, String want) {
    String have = host.sysctls().get(name);
    if (have == null && isMissing(SysctlName.parse(name))) {
      missing.add(name);
      part.note("sysctl " + name + " is not set: this kernel has none of that name");
      return;
    }
    if (!isOfJavaPlane(SysctlName.parse(name))) {
      available.put(name, want);
    }
    if (have == null || !agree(name, have, want)) {
      part.first(new HostChange.SetSysctl(name, Optional.ofNullable(have), want));
    }
  }

  /** What a module may bring is not known to be missing before it is loaded. */
  private boolean isMissing(SysctlName name) {
    boolean ofGrowingTables = GROWING_TABLES.contains(name.leaf());
    return name.isIpvs() && (!modulesComing || (ofGrowingTables && !host.ipvs().growing()));
  }

  /** The Java plane begins with its own values, whatever the host sets at boot. */
  private boolean isOfJavaPlane(SysctlName name) {
    return name.isIpvs() && host.ipvs().presence() == ModulePresence.REPLACED;
  }

  private void unwanted(String name, String before) {
    String have = host.sysctls().get(name);
    if (isReleased(name) && have != null && !agree(name, have, before)) {
      part.last(new HostChange.RestoreSysctl(name, have, before));
    }
  }

  private boolean isReleased(String name) {
    return !wants.sysctls().containsKey(name)
        && owners.named().stream().anyMatch(managed -> managed.sysctls().containsKey(name))
        && owners.others().stream().noneMatch(managed -> managed.sysctls().containsKey(name));
  }

  /** What nobody is known to want stays: it may belong to a cluster whose file was lost. */
  private void persist() {
    Map<String, String> want = new TreeMap<>(host.persistedSysctls());
    want.keySet()
        .removeIf(
            name ->
                isReleased(name)
                    || missing.contains(name)
                    || isOfJavaPlane(SysctlName.parse(name)));
    want.putAll(available);
    if (!want.equals(host.persistedSysctls())) {
      part.first(new HostChange.PersistSysctls(host.persistedSysctls(), want));
    }
  }

  private static boolean agree(String name, String have, String want) {
    return IpvsSysctl.isSame(SysctlName.parse(name), want, have);
  }
}

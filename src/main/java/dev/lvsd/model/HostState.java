package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A director as it is, as far as a {@link HostQuestion} asked.
 *
 * @param ipvs the module {@code ip_vs}
 * @param modules where each module that was asked for is
 * @param sysctls present value of each sysctl that was asked for and that this kernel has; numbers
 *     stand one blank apart
 * @param persistedSysctls what the file of lvsd below {@code /etc/sysctl.d} sets at boot
 * @param interfaces names of all interfaces
 * @param addresses all addresses of all interfaces
 */
public record HostState(
    IpvsModule ipvs,
    Map<String, ModulePresence> modules,
    Map<String, String> sysctls,
    Map<String, String> persistedSysctls,
    Set<String> interfaces,
    List<InterfaceAddress> addresses) {
  /** Copies the collections. */
  public HostState {
    requireNonNull(ipvs, "ipvs");
    modules = Collections.unmodifiableMap(new TreeMap<>(modules));
    sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
    persistedSysctls = Collections.unmodifiableMap(new TreeMap<>(persistedSysctls));
    interfaces = Collections.unmodifiableSet(new TreeSet<>(interfaces));
    addresses = List.copyOf(addresses);
  }
}

package dev.lvsd.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to look for on a director beside {@code ip_vs}, its interfaces and their addresses.
 *
 * @param modules names of modules as {@code modprobe} takes them, with underscores
 * @param sysctls full names with dots
 */
public record HostQuestion(Set<String> modules, Set<String> sysctls) {
  /** Copies the sets, in the order of names. */
  public HostQuestion {
    modules = Collections.unmodifiableSet(new TreeSet<>(modules));
    sysctls = Collections.unmodifiableSet(new TreeSet<>(sysctls));
  }
}

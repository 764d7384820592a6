package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * The module {@code ip_vs} and its connection table.
 *
 * @param presence where it is
 * @param connTabBits the parameter in force, a power of two; empty unless the module is active
 * @param growing whether tables grow by themselves, so that {@code connTabBits} is only their limit
 *     (from 7.1 on); found by probing while the module is active, else by the kernel's release
 * @param smallestBits smallest value that this kernel takes without changing it
 * @param largestBits largest value that this kernel takes without changing it
 * @param configuredBits what the file of lvsd below {@code /etc/modprobe.d} has the module loaded
 *     with; empty if there is no such file or it does not say
 * @param users loaded modules that need this one, schedulers for example
 */
public record IpvsModule(
    ModulePresence presence,
    OptionalInt connTabBits,
    boolean growing,
    int smallestBits,
    int largestBits,
    OptionalInt configuredBits,
    List<String> users) {
  /** Copies the list. */
  public IpvsModule {
    requireNonNull(presence, "presence");
    requireNonNull(connTabBits, "connTabBits");
    requireNonNull(configuredBits, "configuredBits");
    users = List.copyOf(users);
  }
}

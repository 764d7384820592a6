package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.model.ModulePresence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Finds out whether this process can use the kernel's IPVS. Loads nothing. */
public final class IpvsReach {
  /** The initial user namespace maps every user to itself. */
  private static final String INITIAL = "0 0 4294967295";

  private IpvsReach() {}

  /**
   * Looks, at files only.
   *
   * @param paths where modules are
   * @param users how this process's user namespace maps users: {@code /proc/self/uid_map}
   * @return {@code ABSENT} also where the kernel may find a module that is not listed
   */
  public static IpvsAvailability look(HostPaths paths, Path users) {
    if (!isInitial(users)) {
      return IpvsAvailability.OUT_OF_REACH;
    }
    ModulePresence presence =
        new Modules(paths, SystemPrograms::run)
            .presence(Set.of("ip_vs"))
            .getOrDefault("ip_vs", ModulePresence.ABSENT);
    return presence.isActive()
        ? IpvsAvailability.ACTIVE
        : presence == ModulePresence.LOADABLE ? IpvsAvailability.LOADABLE : IpvsAvailability.ABSENT;
  }

  private static boolean isInitial(Path users) {
    try {
      return Files.readString(users, ISO_8859_1).strip().replaceAll("\\s+", " ").equals(INITIAL);
    } catch (IOException e) {
      return true; // a kernel without user namespaces has no such file
    }
  }
}

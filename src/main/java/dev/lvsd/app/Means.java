package dev.lvsd.app;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.IpvsReach;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.userspace.JavaPlane;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * With what this process can be a director.
 *
 * @param kernel opens the kernel's IPVS
 * @param machine opens the host
 * @param availability whether the kernel's IPVS can be used
 * @param plane the Java plane; empty outside lvsd, in which it lives
 */
record Means(
    Supplier<? extends Ipvs> kernel,
    Supplier<? extends Host> machine,
    Supplier<IpvsAvailability> availability,
    Optional<JavaPlane> plane) {
  /** Those of this machine. */
  static Means ofThisMachine(Optional<JavaPlane> plane) {
    return new Means(KernelIpvs::open, LinuxHost::open, Means::ask, plane);
  }

  /** The same, with every table behind something else. */
  Means through(UnaryOperator<Ipvs> front) {
    return new Means(
        () -> front.apply(kernel.get()),
        machine,
        availability,
        plane.map(each -> new FrontedPlane(each, front)));
  }

  /** A kernel may know where its module is although nobody else does; asking it may load that. */
  private static IpvsAvailability ask() {
    IpvsAvailability listed = IpvsReach.look(HostPaths.SYSTEM, Path.of("/proc/self/uid_map"));
    if (listed != IpvsAvailability.ABSENT) {
      return listed;
    }
    try {
      KernelIpvs.open().close();
      return IpvsAvailability.ACTIVE;
    } catch (IpvsException e) {
      return listed;
    }
  }
}

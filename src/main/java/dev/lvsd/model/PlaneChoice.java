package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Cluster.DataPlaneChoice;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which data plane forwards for a director; there is one for all of its clusters.
 *
 * @param kind which
 * @param reason why, a clause behind "because"
 */
public record PlaneChoice(Kind kind, String reason) {
  /** A data plane. */
  public enum Kind {
    /** The kernel's IPVS. */
    KERNEL,
    /** The Java plane, inside lvsd. */
    USERSPACE
  }

  /** Refuses null. */
  public PlaneChoice {
    requireNonNull(kind, "kind");
    requireNonNull(reason, "reason");
  }

  /**
   * Chooses. What a cluster asks for counts; else the Java plane that forwards already goes on,
   * since connections cannot move from one plane to the other; else the kernel where it has IPVS.
   *
   * @param whole everything that is wanted of the director; the reader of definitions has refused
   *     clusters that ask for different planes
   * @param running whether the Java plane forwards now
   * @param kernel asked only if no cluster says which
   * @return the choice
   */
  public static PlaneChoice of(
      Definition whole, boolean running, Supplier<IpvsAvailability> kernel) {
    Optional<Cluster> asking =
        whole.clusters().stream()
            .filter(cluster -> cluster.dataPlane() != DataPlaneChoice.AUTO)
            .findFirst();
    if (asking.isPresent()) {
      boolean userspace = asking.get().dataPlane() == DataPlaneChoice.USERSPACE;
      return new PlaneChoice(
          userspace ? Kind.USERSPACE : Kind.KERNEL,
          "cluster " + asking.get().name() + " asks for it");
    }
    IpvsAvailability found = kernel.get();
    if (running && found.isUsable()) {
      return new PlaneChoice(
          Kind.USERSPACE,
          "it forwards already, and no cluster asks for the kernel, which has ip_vs now");
    }
    return new PlaneChoice(found.isUsable() ? Kind.KERNEL : Kind.USERSPACE, found.sentence());
  }

  /**
   * Whether it is the Java plane.
   *
   * @return true for {@link Kind#USERSPACE}
   */
  public boolean isUserspace() {
    return kind == Kind.USERSPACE;
  }

  /**
   * The choice and its reason.
   *
   * @return for example {@code the Java plane, because this kernel has no ip_vs}
   */
  public String sentence() {
    return (isUserspace() ? "the Java plane" : "the kernel's IPVS") + ", because " + reason;
  }
}

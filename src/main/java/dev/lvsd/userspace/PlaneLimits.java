package dev.lvsd.userspace;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.SysctlName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the Java plane cannot do of what a definition wants, and what it needs. Pure. */
public final class PlaneLimits {
  /** Nothing is forwarded between interfaces without it. */
  public static final String FORWARD = "net.ipv4.ip_forward";

  private PlaneLimits() {}

  /**
   * Finds a setting of the kernel that means the same here. {@code drop_packet} is none: the kernel
   * takes a mode, the plane a rate.
   *
   * @param leaf name below {@code net.ipv4.vs}
   * @return empty if the plane does not have it
   */
  static Optional<Sysctl> sysctl(String leaf) {
    return Sysctl.named(leaf).filter(each -> each != Sysctl.DROP_PACKET);
  }

  /**
   * Refuses a definition with everything in it that the plane cannot do.
   *
   * @param whole everything that is wanted
   * @param choice why the plane is to do it
   * @throws LvsdException blaming the user
   */
  public static void require(Definition whole, PlaneChoice choice) {
    List<String> refusals = new ArrayList<>();
    whole.clusters().forEach(cluster -> refuse(cluster, refusals));
    if (!refusals.isEmpty()) {
      throw new LvsdException(
          Blame.USER,
          "forwarding is for "
              + choice.sentence()
              + "; it cannot do what is wanted: "
              + String.join("; ", refusals)
              + "; nothing was changed");
    }
  }

  private static void refuse(Cluster cluster, List<String> refusals) {
    String where = "cluster " + cluster.name() + ", ";
    Set<String> unknown =
        cluster.director().sysctls().keySet().stream()
            .map(SysctlName::parse)
            .filter(name -> name.isIpvs() && sysctl(name.leaf()).isEmpty())
            .map(SysctlName::leaf)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unknown.isEmpty()) {
      refusals.add(
          where
              + "sysctls "
              + String.join(", ", unknown)
              + " have no effect there (it has "
              + known()
              + ")");
    }
    if (!cluster.director().syncDaemons().isEmpty()) {
      refusals.add(where + "syncDaemons: it has none, connections stay on this director");
    }
    for (ClusterService service : cluster.services()) {
      String name = where + "service " + service.name() + ": ";
      service
          .spec()
          .persistenceEngine()
          .ifPresent(engine -> refusals.add(name + "it has no persistence engine " + engine));
      if (service.spec().key() instanceof FwmarkKey) {
        refusals.add(name + "firewall marks do not reach it");
      }
    }
  }

  private static String known() {
    return Arrays.stream(Sysctl.values())
        .map(each -> each.name().toLowerCase(Locale.ROOT))
        .filter(name -> sysctl(name).isPresent())
        .collect(Collectors.joining(", "));
  }

  /**
   * What keeps packets from the plane.
   *
   * @param whole everything that is wanted
   * @param machine the host without the plane, with the setting {@link #FORWARD}
   * @param device by which packets come to the plane
   * @return one sentence each
   */
  public static List<String> notes(Definition whole, HostState machine, String device) {
    List<String> notes = new ArrayList<>();
    boolean wanted =
        whole.clusters().stream()
            .flatMap(cluster -> cluster.director().sysctls().keySet().stream())
            .anyMatch(name -> SysctlName.parse(name).toString().equals(FORWARD));
    if (!wanted && "0".equals(machine.sysctls().get(FORWARD))) {
      notes.add(FORWARD + " is 0, and the Java plane needs 1: set it in director.sysctls");
    }
    Set<InetAddress> vips = new HashSet<>();
    for (Cluster cluster : whole.clusters()) {
      cluster.services().stream()
          .map(service -> service.spec().key())
          .filter(AddressKey.class::isInstance)
          .forEach(key -> vips.add(((AddressKey) key).address()));
    }
    for (InterfaceAddress address : machine.addresses()) {
      if (vips.contains(address.address()) && !address.interfaceName().equals(device)) {
        notes.add(
            Addresses.text(address.address())
                + " is an address of this host, on "
                + address.interfaceName()
                + ", so its packets do not reach the Java plane: remove it there, and name that"
                + " interface in director.vipInterface");
      }
    }
    return notes;
  }
}

package dev.lvsd.app;

import dev.lvsd.cli.DaemonUnreachableException;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Site;
import dev.lvsd.reconcile.Sites;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.userspace.JavaPlane;
import dev.lvsd.userspace.PlaneHost;
import dev.lvsd.userspace.PlaneLimits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directors that this machine can be, one on the kernel's IPVS and one on the Java plane. Opens
 * what it is asked for. Owned by one thread.
 */
final class Directors implements Sites, AutoCloseable {
  private static final Definition NOTHING = new Definition(List.of());

  private final Means means;
  private final StateDirectory state;
  private final DataPlane kernel;
  private @Nullable Host openedMachine;
  private @Nullable IpvsAvailability found;

  Directors(Means means, StateDirectory state) {
    this.means = means;
    this.state = state;
    this.kernel = new DataPlane(this::openKernel);
  }

  /** Which data plane forwards what is wanted. */
  PlaneChoice choose(Definition whole) {
    return PlaneChoice.of(whole, isJavaRunning(), this::availability);
  }

  @Override
  public Site of(Definition whole) {
    PlaneChoice choice = choose(whole);
    if (!choice.isUserspace()) {
      requireLeft(choice);
      return onKernel();
    }
    PlaneLimits.require(whole, choice);
    JavaPlane plane = means.plane().orElseThrow(() -> unreachable(choice));
    requireKernelLeft(plane, choice);
    List<String> notes = new ArrayList<>();
    notes.add("forwarding is for " + choice.sentence());
    notes.addAll(
        PlaneLimits.notes(
            whole,
            machine().look(new HostQuestion(Set.of(), Set.of(PlaneLimits.FORWARD))),
            plane.device()));
    return new Site(
        table(plane),
        new PlaneHost(machine(), plane),
        notes,
        () -> plane.localAddresses(localAddresses(whole)));
  }

  private static List<InetAddress> localAddresses(Definition whole) {
    return whole.clusters().stream()
        .flatMap(cluster -> cluster.director().localAddresses().stream())
        .distinct()
        .toList();
  }

  /** The director as it is now, whatever is wanted of it. */
  Site current() {
    Optional<JavaPlane> plane =
        means.plane().filter(each -> each.isRunning() || !availability().isUsable());
    return plane.isPresent()
        ? new Site(table(plane.get()), new PlaneHost(machine(), plane.get()))
        : onKernel();
  }

  private Site onKernel() {
    return new Site(kernel, machine());
  }

  private static DataPlane table(JavaPlane plane) {
    return new DataPlane(plane::ipvs, plane::isRunning);
  }

  private boolean isJavaRunning() {
    return means.plane().filter(JavaPlane::isRunning).isPresent();
  }

  private IpvsAvailability availability() {
    IpvsAvailability known = found;
    if (known == null) {
      known = means.availability().get();
      found = known;
    }
    return known;
  }

  private Host machine() {
    Host open = openedMachine;
    if (open == null) {
      open = means.machine().get();
      openedMachine = open;
    }
    return open;
  }

  private Ipvs openKernel() {
    if (means.plane().isEmpty() && !availability().isUsable()) {
      throw unreachable(choose(NOTHING));
    }
    return means.kernel().get();
  }

  private static LvsdException unreachable(PlaneChoice choice) {
    return new DaemonUnreachableException(
        "forwarding is for "
            + choice.sentence()
            + "; that plane lives inside lvsd, which does not answer: start it (systemctl start"
            + " lvsd) and try again");
  }

  /** Connections cannot move from one plane to the other. */
  private void requireKernelLeft(JavaPlane plane, PlaneChoice choice) {
    if (!plane.isRunning() && availability() == IpvsAvailability.ACTIVE) {
      requireNothingOwned(kernel.ipvs(), "the kernel's table", choice);
    }
  }

  private void requireLeft(PlaneChoice choice) {
    Optional<JavaPlane> running = means.plane().filter(JavaPlane::isRunning);
    if (running.isPresent()) {
      requireNothingOwned(running.get().ipvs(), "the Java plane", choice);
    }
  }

  private void requireNothingOwned(Ipvs other, String name, PlaneChoice choice) {
    Ownership owned = state.ownership().read().ownership();
    long left = other.services().stream().filter(each -> owned.contains(each.key())).count();
    if (left > 0) {
      throw new LvsdException(
          Blame.USER,
          "forwarding would be for "
              + choice.sentence()
              + ", and "
              + left
              + (left == 1 ? " service of lvsd is in " : " services of lvsd are in ")
              + name
              + "; connections cannot move from one to the other: lvsctl remove the cluster first,"
              + " and apply it again; nothing was changed");
    }
  }

  @Override
  public void close() {
    kernel.close();
    if (openedMachine != null) {
      openedMachine.close();
      openedMachine = null;
    }
  }
}

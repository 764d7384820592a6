package dev.lvsd.app;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.io.RunningPlane;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.userspace.JavaPlane;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Java plane of the daemon: begun when it is needed, ended when nothing wants it any more. May
 * be used by any thread; the lock keeps two from beginning two planes.
 */
final class PlaneKeeper implements JavaPlane, AutoCloseable {
  private static final String DEVICE = "lvsd0";

  private final Consumer<String> told;
  private @Nullable RunningPlane running;
  private boolean over;

  /**
   * A plane that does not run yet.
   *
   * @param told hears when it begins and ends, one sentence each
   */
  PlaneKeeper(Consumer<String> told) {
    this.told = told;
  }

  private synchronized RunningPlane begun() {
    if (over) {
      throw new LvsdException(Blame.HOST, "begin the Java plane: lvsd ends; nothing was changed");
    }
    RunningPlane plane = running;
    if (plane == null) {
      plane = RunningPlane.open(DEVICE);
      running = plane;
      told.accept("the Java plane forwards, behind device " + DEVICE);
    }
    return plane;
  }

  private synchronized @Nullable RunningPlane present() {
    return running;
  }

  @Override
  public String device() {
    return DEVICE;
  }

  @Override
  public boolean isRunning() {
    return present() != null;
  }

  @Override
  public Ipvs ipvs() {
    return begun().ipvs();
  }

  @Override
  public int get(Sysctl sysctl) {
    RunningPlane plane = present();
    return plane == null ? sysctl.initial() : plane.get(sysctl);
  }

  @Override
  public void set(Sysctl sysctl, int value) {
    begun().set(sysctl, value);
  }

  @Override
  public List<InterfaceAddress> vips() {
    RunningPlane plane = present();
    return plane == null ? List.of() : List.copyOf(plane.vips().present());
  }

  @Override
  public void add(InterfaceAddress vip) {
    begun().vips().add(vip);
  }

  @Override
  public void remove(InterfaceAddress vip) {
    RunningPlane plane = present();
    if (plane != null) {
      plane.vips().remove(vip);
    }
  }

  @Override
  public void localAddresses(Collection<InetAddress> addresses) {
    if (!addresses.isEmpty() || isRunning()) {
      begun().localAddresses(addresses);
    }
  }

  @Override
  public synchronized void end() {
    RunningPlane ending = running;
    if (ending != null) {
      running = null; // whatever fails below, it forwards no more
      ending.close();
      told.accept("the Java plane has ended");
    }
  }

  /** Ends the plane for good. */
  @Override
  public synchronized void close() {
    over = true;
    end();
  }
}

package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.io.route.Proxies;
import dev.lvsd.model.InterfaceAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses that the plane has in place of the host: packets for them go to the plane, and the host
 * answers for them on an interface. No interface has them as its own.
 *
 * <p>The address of a service reaches the plane without being here, if other routers send it to
 * this host. Callable from any thread.
 */
public final class Vips {
  private final SteeringThread thread;
  private final Steersman steersman;
  private final Proxies proxies;
  private final Set<InterfaceAddress> added = new LinkedHashSet<>();

  Vips(SteeringThread thread, Steersman steersman, Proxies proxies) {
    this.thread = thread;
    this.steersman = steersman;
    this.proxies = proxies;
  }

  /**
   * Adds an address; done if it is there.
   *
   * @param vip which, and on which interface; its prefix length does not matter
   * @throws dev.lvsd.diag.LvsdException if there is no such interface, the host does not forward
   *     what comes in there, or the address is the host's own
   */
  public void add(InterfaceAddress vip) {
    InterfaceAddress alone = InterfaceAddress.vip(vip.interfaceName(), vip.address());
    thread.run(
        () -> {
          if (added.add(alone)) {
            steersman.footprint().add(alone.address());
          }
          steersman.follow();
          steersman.requireCaptured(alone.address());
          proxies.add(alone);
        });
  }

  /**
   * Removes an address; done if it is not there.
   *
   * @param vip which, and on which interface; its prefix length does not matter
   */
  public void remove(InterfaceAddress vip) {
    InterfaceAddress alone = InterfaceAddress.vip(vip.interfaceName(), vip.address());
    thread.run(
        () -> {
          proxies.remove(alone);
          if (added.remove(alone)) {
            steersman.footprint().remove(alone.address());
          }
          steersman.follow();
        });
  }

  /**
   * What is there.
   *
   * @return as the host has it, so that what somebody else took away is not there
   */
  public List<InterfaceAddress> present() {
    return thread.call(proxies::present);
  }
}

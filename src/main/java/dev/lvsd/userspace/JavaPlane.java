package dev.lvsd.userspace;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.InterfaceAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/**
 * The Java plane of this process, of which there is at most one. Looking at it leaves it as it is;
 * changing it, or asking for its table, begins it. May be used by any thread.
 */
public interface JavaPlane {
  /**
   * The device by which packets come to it.
   *
   * @return name of the interface; its addresses are the plane's own affair
   */
  String device();

  /**
   * Whether it forwards.
   *
   * @return true once it was begun
   */
  boolean isRunning();

  /**
   * Its table; begins it.
   *
   * @return closing it leaves the plane as it is
   * @throws dev.lvsd.diag.LvsdException if it cannot begin, with what to try
   */
  Ipvs ipvs();

  /**
   * The value of a setting.
   *
   * @param sysctl which
   * @return the one that it begins with, while it does not run
   */
  int get(Sysctl sysctl);

  /**
   * Changes a setting; begins the plane.
   *
   * @param sysctl which
   * @param value as it would be written to its file
   */
  void set(Sysctl sysctl, int value);

  /**
   * The VIPs that it serves.
   *
   * @return none while it does not run
   */
  List<InterfaceAddress> vips();

  /**
   * Leads a VIP to the plane, and answers for it on its interface; begins the plane.
   *
   * @param vip the address, and where neighbours ask for it
   */
  void add(InterfaceAddress vip);

  /**
   * Lets go of a VIP; done if it is not served.
   *
   * @param vip the address and its interface
   */
  void remove(InterfaceAddress vip);

  /**
   * Sets the addresses that fullnat puts in place of clients; begins the plane if there are any.
   *
   * @param addresses none of them an address of an interface
   */
  void localAddresses(Collection<InetAddress> addresses);

  /** Ends it, with all of its connections; done if it does not run. It can begin again. */
  void end();
}

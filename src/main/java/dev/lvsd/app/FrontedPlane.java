package dev.lvsd.app;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.userspace.JavaPlane;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** A Java plane whose table is behind something else. */
record FrontedPlane(JavaPlane plane, UnaryOperator<Ipvs> front) implements JavaPlane {
  @Override
  public Ipvs ipvs() {
    return front.apply(plane.ipvs());
  }

  @Override
  public String device() {
    return plane.device();
  }

  @Override
  public boolean isRunning() {
    return plane.isRunning();
  }

  @Override
  public int get(Sysctl sysctl) {
    return plane.get(sysctl);
  }

  @Override
  public void set(Sysctl sysctl, int value) {
    plane.set(sysctl, value);
  }

  @Override
  public List<InterfaceAddress> vips() {
    return plane.vips();
  }

  @Override
  public void add(InterfaceAddress vip) {
    plane.add(vip);
  }

  @Override
  public void remove(InterfaceAddress vip) {
    plane.remove(vip);
  }

  @Override
  public void localAddresses(Collection<InetAddress> addresses) {
    plane.localAddresses(addresses);
  }

  @Override
  public void end() {
    plane.end();
  }
}

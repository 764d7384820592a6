package dev.lvsd.userspace;

import dev.lvsd.dataplane.DataplaneIpvs;
import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Routes;
import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.InterfaceAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine of the Java plane, to which nothing brings packets. */
public final class UnwiredPlane implements JavaPlane {
  private static final Routes NOWHERE =
      new Routes() {
        @Override
        public boolean isLocal(boolean ipv6, long high, long low) {
          return false;
        }

        @Override
        public int mtu(boolean ipv6, long high, long low) {
          return 0;
        }

        @Override
        public long sourceHigh(boolean ipv6, long high, long low) {
          return 0;
        }

        @Override
        public long sourceLow(boolean ipv6, long high, long low) {
          return 0;
        }
      };

  private final List<InterfaceAddress> vips = new ArrayList<>();
  private final Map<Sysctl, Integer> sysctls = new EnumMap<>(Sysctl.class);
  private List<InetAddress> locals = List.of();
  private @Nullable Ipvs running;

  @Override
  public String device() {
    return "lvsd0";
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  @Override
  public Ipvs ipvs() {
    if (running == null) {
      running = new DataplaneIpvs(new Plane(Accounting.REWORKED, NOWHERE, 1, 0));
    }
    return running;
  }

  @Override
  public int get(Sysctl sysctl) {
    return sysctls.getOrDefault(sysctl, sysctl.initial());
  }

  @Override
  public void set(Sysctl sysctl, int value) {
    ipvs();
    sysctls.put(sysctl, value);
  }

  @Override
  public List<InterfaceAddress> vips() {
    return List.copyOf(vips);
  }

  @Override
  public void add(InterfaceAddress vip) {
    ipvs();
    vips.add(vip);
  }

  @Override
  public void remove(InterfaceAddress vip) {
    vips.remove(vip);
  }

  @Override
  public void localAddresses(Collection<InetAddress> addresses) {
    locals = List.copyOf(addresses);
  }

  /** What fullnat puts in place of clients. */
  public List<InetAddress> localAddresses() {
    return locals;
  }

  @Override
  public void end() {
    running = null;
    vips.clear();
    sysctls.clear();
  }
}

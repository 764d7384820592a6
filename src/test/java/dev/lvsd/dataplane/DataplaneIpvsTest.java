package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsContract;

/** The Java plane keeps the contract of a data plane. */
class DataplaneIpvsTest extends IpvsContract {
  @Override
  protected Ipvs open() {
    return new DataplaneIpvs(new Plane(Accounting.REWORKED, new FixedRoutes(), 1, 0));
  }

  @Override
  protected String multicastInterface() {
    return "lo";
  }
}

package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsContract;
import dev.lvsd.model.Addresses;
import java.util.List;

/** The Java plane keeps the contract of a data plane. */
class DataplaneIpvsTest extends IpvsContract {
  @Override
  protected Ipvs open() {
    Plane plane = new Plane(Accounting.REWORKED, new FixedRoutes(), 1, 0);
    plane.localAddresses(List.of(Addresses.parse("10.2.0.1")));
    return new DataplaneIpvs(plane);
  }
}

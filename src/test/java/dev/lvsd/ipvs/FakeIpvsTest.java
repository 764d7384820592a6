package dev.lvsd.ipvs;

/** Keeps the data plane of the tests honest: what the kernel must do, it must do as well. */
class FakeIpvsTest extends IpvsKernelContract {
  @Override
  protected Ipvs open() {
    return new FakeIpvs();
  }

  @Override
  protected String multicastInterface() {
    return "lo";
  }
}

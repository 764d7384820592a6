package dev.lvsd.host;

/** Keeps the director of the tests honest: what a real one does, it does as well. */
class FakeHostTest extends HostContract {
  @Override
  protected Host open() {
    return new FakeHost();
  }

  @Override
  protected String interfaceName() {
    return "eth0";
  }
}

package dev.lvsd.it.kernel;

import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsKernelContract;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The kernel keeps the contract of a data plane.
 *
 * <pre>
 *   one namespace, emptied before each test:  lo 127.0.0.1, ::1    sync0 10.9.0.1/24 (dummy)
 * </pre>
 */
class KernelIpvsIT extends IpvsKernelContract {
  private static final Timeouts DEFAULT_TIMEOUTS = new Timeouts(900, 120, 300);

  private static Namespace namespace;

  @BeforeAll
  static void makeNamespace() {
    namespace = Namespace.create("contract");
    namespace.ip(
        "link add sync0 type dummy", "addr add 10.9.0.1/24 dev sync0", "link set sync0 up");
  }

  @AfterAll
  static void deleteNamespace() {
    namespace.close();
  }

  @Override
  protected Ipvs open() {
    KernelIpvs opened = namespace.call(KernelIpvs::open);
    opened.execute(new IpvsCommand.Flush());
    opened.execute(new IpvsCommand.SetTimeouts(DEFAULT_TIMEOUTS));
    for (SyncDaemon left : opened.syncDaemons()) {
      opened.execute(new IpvsCommand.StopSyncDaemon(left.role()));
    }
    return opened;
  }

  @Override
  protected String multicastInterface() {
    return "sync0";
  }
}

package dev.lvsd.app;

import dev.lvsd.cli.VipOperations;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Vip;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * VIPs for a client of the daemon: everybody reads.
 *
 * @param reading answers what changes nothing
 * @param changing answers the rest, or refuses
 */
record GuardedVips(VipOperations reading, Supplier<VipOperations> changing)
    implements VipOperations {
  @Override
  public List<Vip> list() {
    return reading.list();
  }

  @Override
  public List<Announced> announce(AnnounceRequest request, IntConsumer round) {
    return changing.get().announce(request, round);
  }
}

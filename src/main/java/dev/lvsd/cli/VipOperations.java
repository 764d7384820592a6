package dev.lvsd.cli;

import dev.lvsd.model.Announced;
import dev.lvsd.model.Vip;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What the commands can ask about VIPs. */
public interface VipOperations {
  /**
   * Where the VIPs are.
   *
   * @return every address on which a service listens, and every one that lvsd added
   */
  List<Vip> list();

  /**
   * Tells the neighbours where VIPs are.
   *
   * @param request which, and how often
   * @param round hears the number of each round of announcements that is over
   * @return how it went, for each
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   * @throws dev.lvsd.diag.LvsdException if a VIP that was named is not here
   */
  List<Announced> announce(AnnounceRequest request, IntConsumer round);

  /**
   * What to announce.
   *
   * @param vips addresses that this machine has
   * @param files definitions whose VIPs are announced; without any, and without {@code vips}: all
   *     that this machine has
   * @param count how often; empty: as the definition says, or else as is usual
   * @param gap time between two; empty: likewise
   */
  record AnnounceRequest(
      List<InetAddress> vips, List<Path> files, Optional<Integer> count, Optional<Duration> gap) {}
}

package dev.lvsd.cli;

import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.plan.ApplyReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What is said of single servers beside their definition, and the drains that follow from it. */
public interface JobOperations {
  /**
   * Sets a weight that holds through applies.
   *
   * @param server which
   * @param weight 0 to 2^31−1; empty: that of the definition again
   * @return how it ended
   */
  ApplyReport weight(ServerName server, OptionalInt weight);

  /**
   * Begins to drain a server: it gets weight 0.
   *
   * @param server which
   * @param deadline when it ends though there are connections; empty: never
   * @param then what happens at the end
   * @return how quiescing it ended
   */
  ApplyReport drain(ServerName server, Optional<Duration> deadline, ServerOverride.Then then);

  /**
   * Carries drains on until that of one server has ended, by whomever, or was taken back.
   *
   * @param server which
   * @param progress hears now and then how it stands
   * @return how it ended; empty if it was taken back
   */
  Optional<DrainStatus> awaitDrain(ServerName server, Consumer<DrainStatus> progress);

  /**
   * How the drain of one server stands.
   *
   * @param server which
   * @return empty if it is not drained
   */
  Optional<DrainStatus> drain(ServerName server);

  /**
   * Brings a drained server back.
   *
   * @param server which
   * @return how it ended
   */
  ApplyReport undrain(ServerName server);

  /**
   * All drains, running and ended.
   *
   * @return in the order of the definition
   */
  List<DrainStatus> drains();
}

package dev.lvsd.app;

import dev.lvsd.cli.JobOperations;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.plan.ApplyReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Weights and drains for a client of the daemon: everybody reads.
 *
 * @param reading answers what changes nothing
 * @param changing answers the rest, or refuses
 */
record GuardedJobs(JobOperations reading, Supplier<JobOperations> changing)
    implements JobOperations {
  @Override
  public ApplyReport weight(ServerName server, OptionalInt weight) {
    return changing.get().weight(server, weight);
  }

  @Override
  public ApplyReport drain(
      ServerName server, Optional<Duration> deadline, ServerOverride.Then then) {
    return changing.get().drain(server, deadline, then);
  }

  @Override
  public Optional<DrainStatus> awaitDrain(ServerName server, Consumer<DrainStatus> progress) {
    return changing.get().awaitDrain(server, progress);
  }

  @Override
  public Optional<DrainStatus> drain(ServerName server) {
    return reading.drain(server);
  }

  @Override
  public ApplyReport undrain(ServerName server) {
    return changing.get().undrain(server);
  }

  @Override
  public List<DrainStatus> drains() {
    return reading.drains();
  }
}

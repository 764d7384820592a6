package dev.lvsd.app;

import dev.lvsd.cli.JobOperations;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.DrainJobs;
import dev.lvsd.wanted.ServerAdjustments;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Weights and drains of this machine's table. Owned by one thread. */
final class LocalJobs implements JobOperations {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final StateDirectory state;
  private final Supplier<Reconciler> reconciler;
  private final Supplier<Ipvs> ipvs;
  private final Waiter waiter;

  LocalJobs(
      StateDirectory state, Supplier<Reconciler> reconciler, Supplier<Ipvs> ipvs, Waiter waiter) {
    this.state = state;
    this.reconciler = reconciler;
    this.ipvs = ipvs;
    this.waiter = waiter;
  }

  @Override
  public ApplyReport weight(ServerName server, OptionalInt weight) {
    return adjustments().weight(server, weight);
  }

  @Override
  public ApplyReport drain(
      ServerName server, Optional<Duration> deadline, ServerOverride.Then then) {
    return adjustments().drain(server, deadline, then);
  }

  @Override
  public Optional<DrainStatus> awaitDrain(ServerName server, Consumer<DrainStatus> progress) {
    DrainJobs jobs = jobs();
    while (true) {
      jobs.step();
      Optional<DrainStatus> status = jobs.look(server);
      if (status.isEmpty() || !status.get().isRunning()) {
        return status;
      }
      progress.accept(status.get());
      if (!waiter.pause(LOOK)) {
        return status;
      }
    }
  }

  @Override
  public Optional<DrainStatus> drain(ServerName server) {
    return jobs().look(server);
  }

  @Override
  public ApplyReport undrain(ServerName server) {
    return adjustments().undrain(server);
  }

  @Override
  public List<DrainStatus> drains() {
    return jobs().look();
  }

  private ServerAdjustments adjustments() {
    return new ServerAdjustments(state, reconciler.get(), ipvs.get(), InstantSource.system());
  }

  private DrainJobs jobs() {
    return new DrainJobs(state, reconciler.get(), ipvs.get(), InstantSource.system());
  }
}

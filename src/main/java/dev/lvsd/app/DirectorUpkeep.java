package dev.lvsd.app;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.daemon.Upkeep;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.History;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps this machine's director as it was applied last. */
final class DirectorUpkeep implements Upkeep {
  private static final ApplyOptions HOW =
      new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(5));

  private final StateDirectory state;
  private final DataPlane dataPlane;
  private final Host host;
  private final InstantSource clock;
  private final Reconciler reconciler;
  private long wantedVersion;
  private Definition wanted = new Definition(List.of());

  DirectorUpkeep(StateDirectory state, Ipvs ipvs) {
    this.state = state;
    this.ipvs = ipvs;
    this.reconciler = new Reconciler(ipvs, state, Waiter.SYSTEM);
  }

  @Override
  public Glance glance() {
    return new Glance(
        state.wantedVersion(),
        wanted.isPresent() ? reconciler.digest(wanted.get().target().definition()) : 0);
  }

  @Override
  public Plan plan() {
    return reconciler.plan(wanted(), PlanOptions.GENTLE);
  }

  @Override
  public ApplyReport repair(Predicate<Change> scope) {
    return reconciler.apply(wanted(), PlanOptions.GENTLE, HOW, ApplyListener.SILENT);
  }

  private Definition wanted() {
    long version = state.wantedVersion();
    if (version == wantedVersion) {
      return wanted;
    }
    History.Current current = state.history().current();
    Problems problems = new Problems();
    wanted =
        DefinitionReader.readTexts(current.texts(), problems)
            .orElseThrow(
                () ->
                    new LvsdException(
                        Blame.HOST, "what was applied cannot be read: " + problems.all().get(0)));
    wantedVersion = version;
    return wanted;
  }

  @Override
  public List<String> timers() {
    return List.of();
  }

  @Override
  public List<String> clusters() {
    return wanted.clusters().stream().map(Cluster::name).toList();
  }

  @Override
  public void close() {
    dataPlane.close();
    host.close();
  }
}

package dev.lvsd.reconcile;

import dev.lvsd.host.FakeHost;
import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Samples;
import dev.lvsd.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A reconciler on a table in memory, with time that passes only in pauses. */
final class ReconcilerFixture {
  static final PlanOptions NOW = new PlanOptions(false, true, false);
  static final ApplyOptions FAIL_FAST =
      new ApplyOptions(true, Duration.ZERO, Optional.empty(), Duration.ZERO);

  /** Hears nothing; tests override what they want to hear. */
  static class Quiet implements ApplyListener {
    @Override
    public void planned(Plan plan) {}

    @Override
    public void progress(int finished, int total) {}

    @Override
    public void draining(List<Outcome.Draining> waiting) {}
  }

  final FakeIpvs ipvs = new FakeIpvs();
  final FakeHost host = new FakeHost();
  final ManualWaiter waiter = new ManualWaiter();
  final StateDirectory state;
  final Reconciler reconciler;

  ReconcilerFixture(Path directory) {
    state = new StateDirectory(directory);
    host.loadAll();
    reconciler = new Reconciler(new DataPlane(() -> ipvs), host, state, waiter);
  }

  ApplyReport apply(Definition definition) {
    return apply(definition, PlanOptions.GENTLE, ApplyOptions.DEFAULT);
  }

  ApplyReport apply(Definition definition, PlanOptions options, ApplyOptions how) {
    return reconciler.apply(definition, options, how, ApplyListener.SILENT);
  }

  static ApplyOptions waiting(Duration drainWait) {
    return new ApplyOptions(false, drainWait, Optional.empty(), Duration.ZERO);
  }

  static ApplyOptions cutting(Duration deadline) {
    return new ApplyOptions(false, Duration.ofSeconds(1), Optional.of(deadline), Duration.ZERO);
  }

  /** The table as text, one entry for each service: key to weight of each server, newest first. */
  Map<String, List<String>> weights() {
    Map<String, List<String>> weights = new TreeMap<>();
    ipvs.table()
        .forEach(
            service ->
                weights.put(
                    service.key().toString(),
                    service.servers().stream().map(ReconcilerFixture::text).toList()));
    return weights;
  }

  private static String text(ServerStatus server) {
    return server.key() + "=" + server.spec().weight();
  }

  void connections(String service, String server, long active, long inactive) {
    ipvs.connections(Samples.key(service), Samples.serverKey(server), active, inactive);
  }

  /** Kind of outcome and kind of change, in the order of the plan. */
  static List<String> summary(ApplyReport report) {
    return report.outcomes().stream().map(ReconcilerFixture::summary).toList();
  }

  private static String summary(Outcome outcome) {
    Change change = outcome.change();
    return outcome.getClass().getSimpleName() + " " + change.getClass().getSimpleName();
  }

  static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.reason();
    }
    return outcome instanceof Outcome.Skipped skipped ? skipped.reason() : "";
  }

  static boolean concerns(IpvsCommand command, String text) {
    return command.describe().contains(text);
  }
}

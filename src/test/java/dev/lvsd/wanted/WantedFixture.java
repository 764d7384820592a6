package dev.lvsd.wanted;

import dev.lvsd.config.ClusterDocument;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.FakeHost;
import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A director on a table in memory, with time that passes only when a test says so. */
final class WantedFixture {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final Manner MANNER = manner(Duration.ZERO);

  final FakeIpvs ipvs;
  final FakeHost host = new FakeHost();
  final StateDirectory state;
  Instant now = NOON;
  final Guard guardian = new Guard();

  /** What others do while an apply waits; without it nobody waits. */
  Optional<Runnable> meanwhile = Optional.empty();

  /** Keeps what it hears. */
  static final class Guard implements Unconfirmed.Guardian {
    boolean refuses;
    int begun;

    @Override
    public void beginning() {
      if (refuses) {
        throw new LvsdException(Blame.USER, "interrupted");
      }
    }

    @Override
    public void begun(HistoryEntry entry) {
      begun = entry.number();
    }
  }

  WantedFixture(Path root) {
    this(root, new FakeIpvs());
  }

  private WantedFixture(Path root, FakeIpvs ipvs) {
    this.ipvs = ipvs;
    this.state = new StateDirectory(root);
    host.loadAll();
  }

  static Manner manner(Duration drainWait) {
    ApplyOptions how = new ApplyOptions(false, drainWait, Optional.empty(), Duration.ZERO);
    return new Manner(PlanOptions.GENTLE, how, new Remark("alice", "a test", ""));
  }

  /** A cluster whose only service has the servers that are given as {@code name=weight}. */
  static String cluster(String name, int port, String... servers) {
    StringBuilder text =
        new StringBuilder(
            """
            # %s
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: %s}
            services:
              - name: web
                listen: 10.0.0.1:%d
                scheduler: wrr
                forwarding: nat
                realServers:
            """
                .formatted(name, name, port));
    for (String server : servers) {
      String[] parts = server.split("=", -1);
      text.append(
          "      - {name: s%s, address: 10.2.0.%s, weight: %s}%n"
              .formatted(parts[0], parts[0], parts[1]));
    }
    return text.toString();
  }

  static List<ClusterDocument> documents(String text) {
    Problems problems = new Problems();
    return new DefinitionReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .readDocuments(List.of(Path.of("-")), problems)
        .orElseThrow(() -> new AssertionError(problems.all()));
  }

  Reconciler reconciler() {
    return new Reconciler(new DataPlane(() -> ipvs), host, state, new Still());
  }

  Applies applies() {
    return new Applies(state, reconciler(), () -> now);
  }

  Confirmations confirmations() {
    return new Confirmations(state, reconciler(), () -> now);
  }

  ServerAdjustments adjustments() {
    return new ServerAdjustments(state, reconciler(), ipvs, () -> now);
  }

  DrainJobs drains() {
    return new DrainJobs(state, reconciler(), ipvs, () -> now);
  }

  ApplyReport apply(String text) {
    return applies().apply(documents(text), MANNER, Optional.empty(), ApplyListener.SILENT);
  }

  ApplyReport applyUnconfirmed(String text, Duration within) {
    Unconfirmed unconfirmed = new Unconfirmed(within, guardian);
    return applies().apply(documents(text), MANNER, Optional.of(unconfirmed), ApplyListener.SILENT);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void connections(int port, int server, long active, long inactive) {
    Endpoint end = Endpoint.parse("10.2.0." + server + ":" + port);
    ipvs.connections(
        ServiceKeys.parse("tcp 10.0.0.1:" + port),
        new ServerKey(end.address(), end.port()),
        active,
        inactive);
  }

  HistoryEntry newest() {
    return state.history().load().newest().orElseThrow();
  }

  /** Weight by server, for each service by its port. */
  Map<String, Map<String, Integer>> table() {
    Map<String, Map<String, Integer>> table = new TreeMap<>();
    ipvs.table()
        .forEach(
            service -> {
              Map<String, Integer> servers = new TreeMap<>();
              service
                  .servers()
                  .forEach(
                      server ->
                          servers.put(
                              server.key().toString().replaceAll("10.2.0.|:.*", ""),
                              server.spec().weight()));
              table.put(service.key().toString().replaceAll(".*:", ""), servers);
            });
    return table;
  }

  /** Time stands still, also while something happens. */
  private final class Still implements Waiter {
    @Override
    public Duration now() {
      return Duration.ZERO;
    }

    @Override
    public boolean pause(Duration duration) {
      Optional<Runnable> once = meanwhile;
      meanwhile = Optional.empty();
      once.ifPresent(Runnable::run);
      return once.isPresent();
    }
  }
}

package dev.lvsd.cli.view;

import dev.lvsd.diag.Problem;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks, plans and their outcomes as trees of a document. */
final class PlanTrees {
  private PlanTrees() {}

  static Map<String, ?> check(Optional<Definition> definition, List<Problem> problems) {
    List<Cluster> clusters = definition.map(Definition::clusters).orElse(List.of());
    List<ClusterService> services =
        clusters.stream().flatMap(cluster -> cluster.services().stream()).toList();
    return new Tree()
        .with("valid", definition.isPresent())
        .with("clusters", clusters.size())
        .with("services", services.size())
        .with("realServers", services.stream().mapToInt(s -> s.servers().size()).sum())
        .with("problems", problems.stream().map(PlanTrees::problem).toList())
        .build();
  }

  static Map<String, ?> plan(Plan plan) {
    return new Tree()
        .with("changes", plan.changes().stream().map(PlanTrees::change).toList())
        .with("foreign", plan.foreign().stream().map(TableTrees::service).toList())
        .with("notes", plan.notes())
        .with("summary", summary(PlanSummary.of(plan)))
        .build();
  }

  static Map<String, ?> report(ApplyReport report) {
    OutcomeCounts counts = OutcomeCounts.of(report.outcomes());
    return new Tree()
        .with("outcomes", report.outcomes().stream().map(PlanTrees::outcome).toList())
        .with("foreign", report.plan().foreign().stream().map(TableTrees::service).toList())
        .with("notes", report.plan().notes())
        .with("warnings", report.warnings())
        .with(
            "summary",
            new Tree()
                .with("done", counts.done())
                .with("failed", counts.failed())
                .with("skipped", counts.skipped())
                .with("draining", counts.draining())
                .build())
        .with("tookSeconds", report.took().toMillis() / 1000.0)
        .build();
  }

  private static Map<String, ?> problem(Problem problem) {
    return new Tree()
        .with("severity", problem.severity() == Problem.Severity.ERROR ? "error" : "warning")
        .with("file", problem.position().file())
        .with("line", problem.position().line())
        .with("column", problem.position().column())
        .with("path", problem.path())
        .with("message", problem.message())
        .with("hint", problem.hint())
        .build();
  }

  private static Map<String, ?> summary(PlanSummary summary) {
    return new Tree()
        .with("add", summary.add())
        .with("change", summary.change())
        .with("quiesce", summary.quiesce())
        .with("remove", summary.remove())
        .with("foreign", summary.foreign())
        .build();
  }

  private static Map<String, ?> change(Change change) {
    Subject subject = Subject.of(change);
    return new Tree()
        .with("action", change.accept(Action.OF).text())
        .with("object", subject.kind())
        .with("service", subject.service().map(ServiceKey::toString))
        .with("server", subject.server().map(ServerKey::toString))
        .withAll(change.accept(BODY))
        .build();
  }

  private static Map<String, ?> outcome(Outcome outcome) {
    Tree tree = new Tree().withAll(change(outcome.change()));
    if (outcome instanceof Outcome.Failed failed) {
      tree.with("result", "failed").with("reason", failed.reason());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      tree.with("result", "skipped").with("reason", skipped.reason());
    } else if (outcome instanceof Outcome.Draining draining) {
      tree.with("result", "draining")
          .count("remainingActiveConnections", draining.activeConnections())
          .count("remainingInactiveConnections", draining.inactiveConnections());
    } else {
      tree.with("result", "done");
    }
    return tree.build();
  }

  /** Settings before and after, and the connections that are touched. */
  private static final Change.Visitor<Map<String, ?>> BODY =
      new Change.Visitor<>() {
        @Override
        public Map<String, ?> setTimeouts(Change.SetTimeouts change) {
          return update(TableTrees.timeouts(change.have()), TableTrees.timeouts(change.want()));
        }

        @Override
        public Map<String, ?> createService(Change.CreateService change) {
          return new Tree().with("after", TableTrees.settings(change.want())).build();
        }

        @Override
        public Map<String, ?> updateService(Change.UpdateService change) {
          return update(
              TableTrees.settings(change.have().spec()), TableTrees.settings(change.want()));
        }

        @Override
        public Map<String, ?> addServer(Change.AddServer change) {
          return new Tree().with("after", TableTrees.settings(change.want())).build();
        }

        @Override
        public Map<String, ?> updateServer(Change.UpdateServer change) {
          return update(
              TableTrees.settings(change.have().spec()), TableTrees.settings(change.want()));
        }

        @Override
        public Map<String, ?> quiesceServer(Change.QuiesceServer change) {
          return new Tree()
              .withAll(
                  update(
                      TableTrees.settings(change.have().spec()),
                      TableTrees.settings(change.have().spec().withWeight(0))))
              .withAll(TableTrees.connections(change.have()))
              .build();
        }

        @Override
        public Map<String, ?> removeServer(Change.RemoveServer change) {
          return new Tree()
              .with("before", TableTrees.settings(change.have().spec()))
              .with("when", when(change.now()))
              .withAll(TableTrees.connections(change.have()))
              .build();
        }

        @Override
        public Map<String, ?> removeService(Change.RemoveService change) {
          Totals totals = Totals.of(change.have().servers());
          return new Tree()
              .with("before", TableTrees.settings(change.have().status().spec()))
              .with("when", when(change.now()))
              .with("servers", change.have().servers().size())
              .count("activeConnections", totals.active())
              .count("inactiveConnections", totals.inactive())
              .build();
        }

        @Override
        public Map<String, ?> host(HostChange change) {
          HostLine line = HostLine.of(change);
          Tree tree = new Tree().with("name", line.name());
          if (line.before().isPresent() || line.after().isPresent()) {
            tree.with("before", line.before()).with("after", line.after());
          }
          line.cost()
              .ifPresent(
                  cost ->
                      tree.with("services", cost.services())
                          .count("connections", cost.connections()));
          return tree.build();
        }
      };

  private static Map<String, ?> update(Map<String, ?> before, Map<String, ?> after) {
    return new Tree().with("before", before).with("after", after).build();
  }

  private static String when(boolean now) {
    return now ? "now" : "idle";
  }
}

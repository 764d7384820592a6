package dev.lvsd.cli;

import dev.lvsd.cli.view.StatusSummary;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.Definition;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.remote.ServerReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers what a test laid down, and keeps what it was asked. */
final class ScriptedOperations implements Operations {
  Plan plan = new Plan(List.of(), List.of(), List.of());
  List<VirtualService> table = Samples.table();
  List<Connection> connections = new ArrayList<>();
  List<SyncDaemon> daemons = List.of();
  List<Problem> problems = List.of();
  List<String> losses = List.of();
  List<Outcome> outcomes;
  ScriptedVips vips = new ScriptedVips();
  RuntimeException failure;
  final ScriptedHost host = new ScriptedHost();
  DaemonOperations daemon;

  final ScriptedHistory history = new ScriptedHistory();
  final ScriptedJobs jobs = new ScriptedJobs();

  List<ServerReport> reports = List.of();
  RealServerOperations.Request asked;
  RealServerOperations.ProbeRequest probed;
  ProbeReport seen = new ProbeReport(List.of(), List.of(), Duration.ZERO);

  Path stateDirectory;
  PlanRequest planned;
  ApplyRequest applied;
  int read;
  boolean closed;

  ScriptedOperations at(Path directory, Consumer<Problem> warnings) {
    problems.stream().filter(p -> p.severity() == Problem.Severity.WARNING).forEach(warnings);
    stateDirectory = directory;
    return this;
  }

  @Override
  public Checked check(List<Path> files) {
    fail();
    boolean valid = problems.stream().allMatch(p -> p.severity() == Problem.Severity.WARNING);
    return new Checked(valid ? Optional.of(new Definition(List.of())) : Optional.empty(), problems);
  }

  @Override
  public Plan plan(PlanRequest request) {
    fail();
    planned = request;
    return plan;
  }

  @Override
  public ApplyReport apply(ApplyRequest request, ApplyListener listener) {
    fail();
    applied = request;
    listener.planned(plan);
    List<Outcome> ended =
        outcomes == null
            ? plan.changes().stream().map(Outcome.Done::new).collect(Collectors.toList())
            : outcomes;
    return new ApplyReport(plan, ended, List.of(), Duration.ofMillis(42));
  }

  @Override
  public List<VirtualService> table() {
    fail();
    return table;
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    fail();
    for (Connection connection : connections) {
      read++;
      consumer.accept(connection);
    }
  }

  @Override
  public Timeouts timeouts() {
    fail();
    return new Timeouts(900, 120, 301);
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    fail();
    return daemons;
  }

  @Override
  public StatusSummary status() {
    fail();
    return new StatusSummary(
        "kernel",
        "this kernel has ip_vs",
        "6.1.0-49-amd64",
        new DataPlaneInfo(0x010201, 4096),
        3,
        2,
        3,
        12,
        47,
        0,
        List.of("CONNECTION_LIST", "STATISTICS_64"));
  }

  @Override
  public String schema() {
    return "{}\n";
  }

  @Override
  public Document importRules(Optional<Path> rules) {
    return new Document("# from " + rules.map(Path::toString).orElse("the table") + "\n", losses);
  }

  @Override
  public Document exportRules() {
    return new Document("-A -t 10.0.0.1:80 -s rr\n", losses);
  }

  @Override
  public HistoryOperations history() {
    fail();
    return history;
  }

  @Override
  public JobOperations jobs() {
    fail();
    return jobs;
  }

  @Override
  public VipOperations vips() {
    fail();
    return vips;
  }

  @Override
  public HostOperations host() {
    fail();
    return host;
  }

  @Override
  public RealServerOperations realServers() {
    return new RealServerOperations() {
      @Override
      public Answer run(Request request, Listener listener) {
        fail();
        asked = request;
        for (int i = 0; i < reports.size(); i++) {
          listener.done(reports.get(i), i + 1, reports.size());
        }
        return new Answer(reports, List.of());
      }

      @Override
      public ProbeAnswer probe(ProbeRequest request, ProbeListener listener) {
        fail();
        probed = request;
        listener.tried(1, 1);
        return new ProbeAnswer(seen, List.of());
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }

  private void fail() {
    if (failure != null) {
      throw failure;
    }
  }

  static LvsdException refusal() {
    return new LvsdException(
        Blame.HOST, "read the table: the kernel has no ip_vs; try: modprobe ip_vs");
  }

  @Override
  public DaemonOperations daemon() {
    if (daemon == null) {
      throw new DaemonUnreachableException("no daemon");
    }
    return daemon;
  }
}

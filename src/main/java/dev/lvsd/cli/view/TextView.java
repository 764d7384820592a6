package dev.lvsd.cli.view;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.Definition;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Vip;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.remote.ServerReport;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Answers for people. Hints that are not part of the answer go to standard error. */
final class TextView implements View {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Paint paint;
  private final TableText tables;
  private final HistoryText history;
  private final VipText addresses;
  private final AdviceText advice;

  TextView(PrintWriter out, PrintWriter err, Paint paint, boolean wide) {
    this.out = out;
    this.err = err;
    this.paint = paint;
    this.tables = new TableText(out, err, wide);
    this.history = new HistoryText(out, err, wide, ZoneId.systemDefault());
    this.addresses = new VipText(out, err, wide);
    this.advice = new AdviceText(out, paint, wide);
  }

  @Override
  public void check(Optional<Definition> definition, List<Problem> problems) {
    ProblemText.write(problems, err);
    if (definition.isPresent()) {
      List<Cluster> clusters = definition.get().clusters();
      List<ClusterService> services =
          clusters.stream().flatMap(cluster -> cluster.services().stream()).toList();
      int servers = services.stream().mapToInt(service -> service.servers().size()).sum();
      out.println(
          "Valid: "
              + Words.count(clusters.size(), "cluster")
              + ", "
              + Words.count(services.size(), "service")
              + ", "
              + Words.count(servers, "real server")
              + ".");
    }
  }

  @Override
  public void plan(Plan plan) {
    new PlanText(out, paint).write(plan);
  }

  @Override
  public void applying(Plan plan) {
    new PlanText(out, paint).write(plan);
    out.flush();
  }

  @Override
  public void applied(ApplyReport report) {
    new ReportText(out, err).write(report);
  }

  @Override
  public void services(List<VirtualService> services) {
    tables.services(services);
  }

  @Override
  public void servers(List<VirtualService> services) {
    tables.servers(services);
  }

  @Override
  public ConnectionView connections() {
    return tables.connections();
  }

  @Override
  public void timeouts(Timeouts timeouts) {
    tables.timeouts(timeouts);
  }

  @Override
  public void daemons(List<SyncDaemon> daemons) {
    tables.daemons(daemons);
  }

  @Override
  public void vips(List<Vip> vips) {
    addresses.list(vips);
  }

  @Override
  public void announced(List<Announced> announced) {
    addresses.announced(announced);
  }

  @Override
  public void status(StatusSummary status) {
    line(
        "data plane",
        status.dataPlane()
            + ", IPVS "
            + status.info().versionText()
            + ", because "
            + status.reason());
    line("kernel", status.kernelRelease());
    line(
        "connection table",
        status.info().connectionTableSize() == 0
            ? "not allocated yet"
            : Words.count(status.info().connectionTableSize(), "bucket"));
    line(
        "services",
        status.services() + ", " + status.managedServices() + " of them managed by lvsd");
    line("real servers", Integer.toString(status.servers()));
    line(
        "connections",
        Numbers.exact(status.activeConnections())
            + " active, "
            + Numbers.exact(status.inactiveConnections())
            + " inactive, "
            + Numbers.exact(status.persistentConnections())
            + " persistent");
    line("capabilities", String.join(", ", status.capabilities()));
  }

  @Override
  public void connTable(ConnTableAdvice answer) {
    advice.connTable(answer);
  }

  @Override
  public void schedulers(List<SchedulerAdvice> schedulers, Map<String, ModulePresence> modules) {
    advice.schedulers(schedulers, modules);
  }

  @Override
  public void sysctls(List<SysctlAdvice> settings) {
    advice.sysctls(settings);
  }

  @Override
  public void host(HostReport report) {
    advice.host(report);
  }

  @Override
  public void realServers(List<ServerReport> reports) {
    new RealServersText(out).write(reports);
  }

  @Override
  public void realServers(List<ServerReport> reports, ProbeReport probe) {
    realServers(reports);
    probe(probe);
  }

  @Override
  public void probe(ProbeReport probe) {
    new ProbeText(out).write(probe);
  }

  @Override
  public void version(VersionSummary version) {
    line("lvsd", version.lvsd());
    line("java", version.java());
    line("kernel", version.kernel());
    version
        .ipvs()
        .ifPresent(
            ipvs ->
                line(
                    "ipvs",
                    ipvs.unavailable().isEmpty()
                        ? ipvs.version()
                        : "not available: " + ipvs.unavailable()));
  }

  @Override
  public void history(List<HistoryEntry> entries, List<String> warnings) {
    history.list(entries, warnings);
  }

  @Override
  public void version(HistoryEntry entry, SortedMap<String, String> texts) {
    history.version(entry, texts);
  }

  @Override
  public void difference(Difference difference) {
    new DifferenceText(out, paint).write(difference);
  }

  @Override
  public void confirmed(HistoryEntry entry) {
    out.println("Confirmed: history entry " + entry.number() + " stays.");
  }

  @Override
  public void drains(List<DrainStatus> drains) {
    DrainText.list(drains, out, err);
  }

  @Override
  public void drained(DrainStatus drain) {
    out.println(DrainText.ended(drain));
  }

  @Override
  public void daemon(DaemonStatus status) {
    new DaemonText(out).status(status);
  }

  @Override
  public void round(DaemonStatus.Round round) {
    new DaemonText(out).round(round);
  }

  @Override
  public EventView events(boolean follow) {
    DaemonText text = new DaemonText(out);
    return new EventView() {
      @Override
      public void show(DaemonEvent event) {
        text.event(event);
      }

      @Override
      public void end() {}
    };
  }

  private void line(String name, String value) {
    out.println(name + ": " + value);
  }
}

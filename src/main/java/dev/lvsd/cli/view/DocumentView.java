package dev.lvsd.cli.view;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.cli.view.VersionSummary.Ipvs;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.Definition;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Vip;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.remote.ServerReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Answers for programs: one document per command. */
final class DocumentView implements View {
  private final Documents documents;

  DocumentView(Documents documents) {
    this.documents = documents;
  }

  @Override
  public void check(Optional<Definition> definition, List<Problem> problems) {
    documents.write(PlanTrees.check(definition, problems));
  }

  @Override
  public void plan(Plan plan) {
    documents.write(PlanTrees.plan(plan));
  }

  /** The report has the plan in it, and there is one document only. */
  @Override
  public void applying(Plan plan) {}

  @Override
  public void applied(ApplyReport report) {
    documents.write(PlanTrees.report(report));
  }

  @Override
  public void services(List<VirtualService> services) {
    documents.beginList();
    services.forEach(service -> documents.element(TableTrees.service(service)));
    documents.endList();
  }

  @Override
  public void servers(List<VirtualService> services) {
    documents.beginList();
    for (VirtualService service : services) {
      for (ServerStatus server : service.servers()) {
        documents.element(TableTrees.server(service.key(), server));
      }
    }
    documents.endList();
  }

  @Override
  public ConnectionView connections() {
    documents.beginList();
    return new ConnectionView() {
      @Override
      public void show(Connection connection) {
        documents.element(TableTrees.connection(connection));
      }

      @Override
      public void end() {
        documents.endList();
      }
    };
  }

  @Override
  public void timeouts(Timeouts timeouts) {
    documents.write(TableTrees.timeouts(timeouts));
  }

  @Override
  public void daemons(List<SyncDaemon> daemons) {
    documents.beginList();
    daemons.forEach(daemon -> documents.element(TableTrees.daemon(daemon)));
    documents.endList();
  }

  @Override
  public void vips(List<Vip> vips) {
    documents.beginList();
    vips.forEach(vip -> documents.element(VipTrees.vip(vip)));
    documents.endList();
  }

  @Override
  public void announced(List<Announced> announced) {
    documents.beginList();
    announced.forEach(each -> documents.element(VipTrees.announced(each)));
    documents.endList();
  }

  @Override
  public void status(StatusSummary status) {
    documents.write(
        new Tree()
            .with("dataPlane", status.dataPlane())
            .with("reason", status.reason())
            .with("kernelRelease", status.kernelRelease())
            .with("ipvsVersion", status.info().versionText())
            .with("connectionTableSize", status.info().connectionTableSize())
            .with("services", status.services())
            .with("managedServices", status.managedServices())
            .with("servers", status.servers())
            .count("activeConnections", status.activeConnections())
            .count("inactiveConnections", status.inactiveConnections())
            .count("persistentConnections", status.persistentConnections())
            .with("capabilities", status.capabilities())
            .build());
  }

  @Override
  public void connTable(ConnTableAdvice advice) {
    documents.write(AdviceTrees.connTable(advice));
  }

  @Override
  public void schedulers(List<SchedulerAdvice> schedulers, Map<String, ModulePresence> modules) {
    documents.beginList();
    for (SchedulerAdvice each : schedulers) {
      ModulePresence presence = modules.getOrDefault(each.module(), ModulePresence.ABSENT);
      documents.element(AdviceTrees.scheduler(each, presence));
    }
    documents.endList();
  }

  @Override
  public void sysctls(List<SysctlAdvice> settings) {
    documents.beginList();
    settings.forEach(each -> documents.element(AdviceTrees.sysctl(each)));
    documents.endList();
  }

  @Override
  public void host(HostReport report) {
    documents.write(AdviceTrees.host(report));
  }

  @Override
  public void realServers(List<ServerReport> reports) {
    documents.beginList();
    reports.forEach(report -> documents.element(realServer(report)));
    documents.endList();
  }

  @Override
  public void realServers(List<ServerReport> reports, ProbeReport probe) {
    documents.write(
        new Tree()
            .with("realServers", reports.stream().map(DocumentView::realServer).toList())
            .with("probe", ProbeTrees.probe(probe))
            .build());
  }

  @Override
  public void probe(ProbeReport probe) {
    documents.write(ProbeTrees.probe(probe));
  }

  private static Map<String, ?> realServer(ServerReport report) {
    return new Tree()
        .with("host", report.host())
        .with("task", report.task().text())
        .with("good", report.isGood())
        .with("steps", report.steps())
        .with(
            "findings",
            report.findings().stream()
                .map(
                    finding ->
                        new Tree()
                            .with("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                            .with("message", finding.message())
                            .build())
                .toList())
        .with("failure", report.failure())
        .with("roundTrips", report.roundTrips())
        .with("tookSeconds", report.took().toMillis() / 1000.0)
        .build();
  }

  @Override
  public void version(VersionSummary version) {
    documents.write(
        new Tree()
            .with("lvsd", version.lvsd())
            .with("java", version.java())
            .with("kernel", version.kernel())
            .with("ipvs", version.ipvs().map(Ipvs::version).filter(text -> !text.isEmpty()))
            .with(
                "ipvsUnavailable",
                version.ipvs().map(Ipvs::unavailable).filter(text -> !text.isEmpty()))
            .build());
  }

  @Override
  public void history(List<HistoryEntry> entries, List<String> warnings) {
    documents.write(
        new Tree()
            .with("entries", entries.stream().map(HistoryTrees::entry).toList())
            .with("warnings", warnings)
            .build());
  }

  @Override
  public void version(HistoryEntry entry, SortedMap<String, String> texts) {
    documents.write(HistoryTrees.version(entry, texts));
  }

  @Override
  public void difference(Difference difference) {
    documents.write(HistoryTrees.difference(difference));
  }

  @Override
  public void confirmed(HistoryEntry entry) {
    documents.write(HistoryTrees.entry(entry));
  }

  @Override
  public void drains(List<DrainStatus> drains) {
    documents.beginList();
    drains.forEach(drain -> documents.element(HistoryTrees.drain(drain)));
    documents.endList();
  }

  @Override
  public void drained(DrainStatus drain) {
    documents.write(HistoryTrees.drain(drain));
  }

  @Override
  public void daemon(DaemonStatus status) {
    documents.write(DaemonTrees.status(status));
  }

  @Override
  public void round(DaemonStatus.Round round) {
    documents.write(DaemonTrees.round(round));
  }

  /** Whoever follows gets a document for each event, since the list would never end. */
  @Override
  public EventView events(boolean follow) {
    if (!follow) {
      documents.beginList();
    }
    return new EventView() {
      @Override
      public void show(DaemonEvent event) {
        if (follow) {
          documents.write(DaemonTrees.event(event));
        } else {
          documents.element(DaemonTrees.event(event));
        }
      }

      @Override
      public void end() {
        if (!follow) {
          documents.endList();
        }
      }
    };
  }
}

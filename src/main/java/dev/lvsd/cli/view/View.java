package dev.lvsd.cli.view;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Announced;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Shows answers in one form. Each method is called at most once per command. */
public interface View {
  /**
   * The result of a check.
   *
   * @param definition empty if there is an error
   * @param problems errors and warnings, in the order of files and lines
   */
  void check(Optional<Definition> definition, List<Problem> problems);

  /**
   * A plan, as the answer.
   *
   * @param plan what apply would do
   */
  void plan(Plan plan);

  /**
   * A plan that is being carried out.
   *
   * @param plan what apply does from now on
   */
  void applying(Plan plan);

  /**
   * The end of an apply, after {@link #applying}.
   *
   * @param report how each change ended
   */
  void applied(ApplyReport report);

  /**
   * Services.
   *
   * @param services in the order to show
   */
  void services(List<VirtualService> services);

  /**
   * The servers of services.
   *
   * @param services in the order to show
   */
  void servers(List<VirtualService> services);

  /**
   * Connections, one by one.
   *
   * @return takes each, then must be ended
   */
  ConnectionView connections();

  /**
   * Time-outs.
   *
   * @param timeouts all three
   */
  void timeouts(Timeouts timeouts);

  /**
   * Sync daemons.
   *
   * @param daemons none to two
   */
  void daemons(List<SyncDaemon> daemons);

  /**
   * Virtual addresses.
   *
   * @param vips in the order to show
   */
  void vips(List<Vip> vips);

  /**
   * The end of an announcement.
   *
   * @param announced how it went, for each address
   */
  void announced(List<Announced> announced);

  /**
   * A summary.
   *
   * @param status numbers
   */
  void status(StatusSummary status);

  /**
   * The size of a connection table.
   *
   * @param advice what to set, and what it costs
   */
  void connTable(ConnTableAdvice advice);

  /**
   * What schedulers are good for.
   *
   * @param schedulers the more usual ones first
   * @param modules where the module of each is
   */
  void schedulers(List<SchedulerAdvice> schedulers, Map<String, ModulePresence> modules);

  /**
   * Kernel settings.
   *
   * @param settings with verdict and reason
   */
  void sysctls(List<SysctlAdvice> settings);

  /**
   * The state of a director.
   *
   * @param report every finding
   */
  void host(HostReport report);

  /**
   * How it went with real servers.
   *
   * @param reports one for each machine, in the order of the definition
   */
  void realServers(List<ServerReport> reports);

  /**
   * Shows how it went with real servers, and what the director saw.
   *
   * @param reports one for each
   * @param probe what was seen
   */
  void realServers(List<ServerReport> reports, ProbeReport probe);

  /**
   * Shows what the director saw of real servers.
   *
   * @param probe what was seen
   */
  void probe(ProbeReport probe);

  /**
   * Versions.
   *
   * @param version what works together
   */
  void version(VersionSummary version);

  /**
   * The history.
   *
   * @param entries oldest first
   * @param warnings what could not be read, one sentence each
   */
  void history(List<HistoryEntry> entries, List<String> warnings);

  /**
   * One entry of the history.
   *
   * @param entry what is known of it
   * @param texts the definitions that it wanted, by cluster
   */
  void version(HistoryEntry entry, SortedMap<String, String> texts);

  /**
   * Two entries of the history, compared.
   *
   * @param difference the clusters that differ
   */
  void difference(Difference difference);

  /**
   * An apply that was confirmed.
   *
   * @param entry its entry in the history
   */
  void confirmed(HistoryEntry entry);

  /**
   * Drains.
   *
   * @param drains in the order to show
   */
  void drains(List<DrainStatus> drains);

  /**
   * The drain of one server, at its end or when nobody waits for that any more.
   *
   * @param drain as it stands
   */
  void drained(DrainStatus drain);

  /**
   * How the daemon is.
   *
   * @param status as of its last look
   */
  void daemon(DaemonStatus status);

  /**
   * A look of the daemon.
   *
   * @param round what came of it
   */
  void round(DaemonStatus.Round round);

  /**
   * Events of the daemon, one by one.
   *
   * @param follow whether more may come at any time, so that each must be shown at once
   * @return takes each, then must be ended
   */
  EventView events(boolean follow);
}

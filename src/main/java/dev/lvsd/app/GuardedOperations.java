package dev.lvsd.app;

import dev.lvsd.cli.DaemonOperations;
import dev.lvsd.cli.HistoryOperations;
import dev.lvsd.cli.HostOperations;
import dev.lvsd.cli.JobOperations;
import dev.lvsd.cli.Operations;
import dev.lvsd.cli.RealServerOperations;
import dev.lvsd.cli.VipOperations;
import dev.lvsd.cli.view.StatusSummary;
import dev.lvsd.control.Access;
import dev.lvsd.control.Peer;
import dev.lvsd.control.Role;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client of the daemon may ask for: the one place where its role counts. Every method that
 * changes something begins with {@link #change()}.
 */
final class GuardedOperations implements Operations {
  private final Operations operations;
  private final Role role;
  private final Peer peer;
  private final DaemonOperations daemon;
  private final Runnable changed;
  private boolean changes;

  GuardedOperations(
      Operations operations, Role role, Peer peer, DaemonOperations daemon, Runnable changed) {
    this.operations = operations;
    this.role = role;
    this.peer = peer;
    this.daemon = daemon;
    this.changed = changed;
  }

  private Operations change() {
    if (role != Role.CHANGE) {
      throw refused(peer);
    }
    changes = true;
    return operations;
  }

  /** Why somebody who may read may not change. */
  static LvsdException refused(Peer peer) {
    return new LvsdException(
        Blame.USER,
        "lvsd lets "
            + peer
            + " read and not change: be root, or in group "
            + Access.CHANGERS
            + "; nothing was changed");
  }

  @Override
  public Checked check(List<Path> files) {
    return operations.check(files);
  }

  @Override
  public Plan plan(PlanRequest request) {
    return operations.plan(request);
  }

  @Override
  public ApplyReport apply(ApplyRequest request, ApplyListener listener) {
    return change().apply(request, listener);
  }

  @Override
  public List<VirtualService> table() {
    return operations.table();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    operations.connections(consumer);
  }

  @Override
  public Timeouts timeouts() {
    return operations.timeouts();
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return operations.syncDaemons();
  }

  @Override
  public StatusSummary status() {
    return operations.status();
  }

  @Override
  public String schema() {
    return operations.schema();
  }

  @Override
  public Document importRules(Optional<Path> rules) {
    return operations.importRules(rules);
  }

  @Override
  public Document exportRules() {
    return operations.exportRules();
  }

  /** All of it only looks. */
  @Override
  public HostOperations host() {
    return operations.host();
  }

  /** Refused to everybody: the daemon's keys would open other machines to whoever may ask it. */
  @Override
  public RealServerOperations realServers() {
    throw new LvsdException(
        Blame.USER,
        "lvsd does not log in to real servers; lvsctl rs does so itself, with your own keys");
  }

  @Override
  public HistoryOperations history() {
    return new GuardedHistory(operations.history(), () -> change().history());
  }

  @Override
  public JobOperations jobs() {
    return new GuardedJobs(operations.jobs(), () -> change().jobs());
  }

  @Override
  public VipOperations vips() {
    return new GuardedVips(operations.vips(), () -> change().vips());
  }

  @Override
  public DaemonOperations daemon() {
    return daemon;
  }

  @Override
  public void close() {
    operations.close();
    if (changes) {
      changed.run(); // the daemon looks what came of it, and keeps that
    }
  }
}

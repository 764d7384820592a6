package dev.lvsd.reconcile;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.SavedDirector;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SysctlName;
import dev.lvsd.model.VirtualService;
import dev.lvsd.state.ReloadFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads {@code ip_vs} anew: saves everything that the kernel forgets with the module, services of
 * others included, unloads it, loads it as it is configured, and restores. What is saved is on disk
 * before the table is emptied, and stays there until everything is back: a run that finds it goes
 * on. Connections are lost.
 */
final class ModuleReload {
  private static final String IPVS = "ip_vs";
  private static final String INTERRUPTED = "an earlier run was ended while it loaded ip_vs anew; ";

  private final DataPlane dataPlane;
  private final Host host;
  private final ReloadFile file;

  ModuleReload(DataPlane dataPlane, Host host, ReloadFile file) {
    this.dataPlane = dataPlane;
    this.host = host;
    this.file = file;
  }

  /**
   * Does all of it. When the module cannot be unloaded, everything is restored all the same.
   *
   * @throws LvsdException if the table is not a new one, or could not be restored as a whole
   */
  void run() {
    SavedDirector saved = look();
    file.write(saved);
    try {
      empty(saved);
      dataPlane.close();
      host.execute(new HostCommand.UnloadModule(IPVS));
    } catch (LvsdException e) {
      List<String> failures = restore(saved);
      throw new LvsdException(
          e.blame(),
          e.getMessage()
              + (failures.isEmpty()
                  ? "; the table was restored"
                  : "; restoring the table: " + String.join("; ", failures)),
          e);
    }
    List<String> failures = restore(saved);
    if (!failures.isEmpty()) {
      throw new LvsdException(
          Blame.HOST, "restore the table after loading ip_vs: " + String.join("; ", failures));
    }
  }

  /**
   * Goes on where a killed run ended; nothing to do in the ordinary case.
   *
   * @return what was done and what went wrong, one sentence each
   */
  List<String> complete() {
    try {
      Optional<SavedDirector> saved = file.read();
      if (saved.isEmpty()) {
        return List.of();
      }
      List<String> failures = restore(saved.get());
      return failures.isEmpty() ? List.of(INTERRUPTED + "what it had saved is restored") : failures;
    } catch (LvsdException e) {
      return List.of(INTERRUPTED + e.getMessage());
    }
  }

  /** What the next apply has to say about an earlier one that was ended. */
  static List<String> notes(ReloadFile file) {
    try {
      return file.read().isPresent()
          ? List.of(INTERRUPTED + "apply restores what it had saved first")
          : List.of();
    } catch (LvsdException e) {
      return List.of(INTERRUPTED + e.getMessage());
    }
  }

  private SavedDirector look() {
    Set<String> names =
        IpvsSysctl.all().stream()
            .map(each -> SysctlName.ipvs(each.name()).toString())
            .collect(Collectors.toSet());
    HostState state = host.look(new HostQuestion(Set.of(), names));
    Ipvs ipvs = dataPlane.ipvs();
    return new SavedDirector(
        ipvs.table().stream().map(ModuleReload::saved).toList(),
        ipvs.timeouts(),
        ipvs.syncDaemons(),
        state.sysctls(),
        state.ipvs().users());
  }

  private static SavedDirector.Service saved(VirtualService service) {
    return new SavedDirector.Service(
        service.status().spec(), service.servers().stream().map(ServerStatus::spec).toList());
  }

  private void empty(SavedDirector saved) {
    for (SyncDaemon daemon : saved.syncDaemons()) {
      dataPlane.ipvs().execute(new IpvsCommand.StopSyncDaemon(daemon.role()));
    }
    dataPlane.ipvs().execute(new IpvsCommand.Flush());
  }

  /** What could not be restored, one sentence each; if nothing, there is nothing to go on with. */
  private List<String> restore(SavedDirector saved) {
    List<String> failures = new Restoration(dataPlane, host, saved).run();
    if (failures.isEmpty()) {
      file.delete();
    }
    return failures;
  }
}

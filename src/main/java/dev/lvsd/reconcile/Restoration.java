package dev.lvsd.reconcile;

import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.SavedDirector;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.SyncDaemon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts back what was saved, as far as it is not there. Servers are added oldest first, so that the
 * order in which schedulers see them is the former one.
 */
final class Restoration {
  private final DataPlane dataPlane;
  private final Host host;
  private final SavedDirector saved;
  private final List<String> failures = new ArrayList<>();

  Restoration(DataPlane dataPlane, Host host, SavedDirector saved) {
    this.dataPlane = dataPlane;
    this.host = host;
    this.saved = saved;
  }

  /** What could not be put back, one sentence each. */
  List<String> run() {
    attempt(() -> host.execute(new HostCommand.LoadModule("ip_vs")));
    if (failures.isEmpty()) {
      saved
          .modules()
          .forEach(name -> attempt(() -> host.execute(new HostCommand.LoadModule(name))));
      attempt(this::sysctls);
      attempt(this::table);
      attempt(this::syncDaemons);
    }
    return failures;
  }

  private void sysctls() {
    Map<String, String> present =
        host.look(new HostQuestion(Set.of(), saved.sysctls().keySet())).sysctls();
    saved
        .sysctls()
        .forEach(
            (name, value) -> {
              if (present.containsKey(name) && !value.equals(present.get(name))) {
                attempt(() -> host.execute(new HostCommand.SetSysctl(name, value)));
              }
            });
  }

  private void table() {
    List<IpvsCommand> services = new ArrayList<>();
    List<IpvsCommand> servers = new ArrayList<>();
    services.add(new IpvsCommand.SetTimeouts(saved.timeouts()));
    for (SavedDirector.Service service : saved.services()) {
      services.add(new IpvsCommand.CreateService(service.spec()));
      List<ServerSpec> oldestFirst = new ArrayList<>(service.servers());
      Collections.reverse(oldestFirst);
      oldestFirst.forEach(
          server -> servers.add(new IpvsCommand.AddServer(service.spec().key(), server)));
    }
    execute(services);
    execute(servers);
  }

  private void execute(List<IpvsCommand> commands) {
    dataPlane
        .ipvs()
        .execute(
            commands,
            FailureMode.CONTINUE,
            new BatchListener() {
              @Override
              public void done(IpvsCommand command) {
                // as wanted
              }

              @Override
              public void failed(IpvsCommand command, IpvsException failure) {
                if (failure.errno() != Errno.EEXIST) {
                  failures.add(String.valueOf(failure.getMessage()));
                }
              }
            });
  }

  private void syncDaemons() {
    Set<SyncDaemon.Role> running =
        dataPlane.ipvs().syncDaemons().stream().map(SyncDaemon::role).collect(Collectors.toSet());
    for (SyncDaemon daemon : saved.syncDaemons()) {
      if (!running.contains(daemon.role())) {
        attempt(() -> dataPlane.ipvs().execute(new IpvsCommand.StartSyncDaemon(daemon)));
      }
    }
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (LvsdException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }
}

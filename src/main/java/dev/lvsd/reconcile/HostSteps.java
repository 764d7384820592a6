package dev.lvsd.reconcile;

import dev.lvsd.diag.Errno;
import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.plan.HostChange;
import dev.lvsd.reconcile.Step.Phase;

/** Turns changes of the host into commands. */
record HostSteps(int index) implements HostChange.Visitor<Step> {
  @Override
  public Step configureModule(HostChange.ConfigureModule change) {
    return step(change, Phase.MODULES, new HostCommand.ConfigureModule(change.want()));
  }

  @Override
  public Step loadModule(HostChange.LoadModule change) {
    return step(change, Phase.MODULES, new HostCommand.LoadModule(change.module()));
  }

  @Override
  public Step reloadModule(HostChange.ReloadModule change) {
    return new Step.Reload(index, change);
  }

  @Override
  public Step setSysctl(HostChange.SetSysctl change) {
    return step(change, Phase.SYSCTLS, new HostCommand.SetSysctl(change.name(), change.want()));
  }

  @Override
  public Step persistSysctls(HostChange.PersistSysctls change) {
    return step(change, Phase.SYSCTLS, new HostCommand.PersistSysctls(change.want()));
  }

  @Override
  public Step restoreSysctl(HostChange.RestoreSysctl change) {
    return step(
        change, Phase.DEPARTURES, new HostCommand.SetSysctl(change.name(), change.before()));
  }

  @Override
  public Step addVip(HostChange.AddVip change) {
    return step(change, Phase.VIPS, new HostCommand.AddAddress(change.address()));
  }

  @Override
  public Step removeVip(HostChange.RemoveVip change) {
    return step(change, Phase.DEPARTURES, new HostCommand.RemoveAddress(change.address()));
  }

  @Override
  public Step stopSyncDaemon(HostChange.StopSyncDaemon change) {
    return new Step.OfTable(
        index,
        change,
        Phase.SYNC_STOPS,
        new IpvsCommand.StopSyncDaemon(change.have().role()),
        Step.Race.fulfilledBy(Errno.ESRCH));
  }

  @Override
  public Step startSyncDaemon(HostChange.StartSyncDaemon change) {
    return new Step.OfTable(
        index,
        change,
        Phase.SYNC_STARTS,
        new IpvsCommand.StartSyncDaemon(change.want()),
        Step.Race.NONE);
  }

  private Step step(HostChange change, Phase phase, HostCommand command) {
    return new Step.OfHost(index, change, phase, command);
  }
}

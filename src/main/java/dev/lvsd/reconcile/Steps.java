package dev.lvsd.reconcile;

import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Turns the changes of a plan into commands. */
final class Steps implements Change.Visitor<Step> {
  private final int index;

  private Steps(int index) {
    this.index = index;
  }

  /** One step for each change, in the order of the plan. */
  static List<Step> of(Plan plan) {
    List<Step> steps = new ArrayList<>(plan.changes().size());
    for (Change change : plan.changes()) {
      steps.add(change.accept(new Steps(steps.size())));
    }
    return steps;
  }

  @Override
  public Step setTimeouts(Change.SetTimeouts change) {
    return step(
        change, Step.Phase.SERVICES, new IpvsCommand.SetTimeouts(change.want()), Step.Race.NONE);
  }

  @Override
  public Step createService(Change.CreateService change) {
    return step(
        change,
        Step.Phase.SERVICES,
        new IpvsCommand.CreateService(change.want()),
        Step.Race.insteadOn(Errno.EEXIST, new IpvsCommand.UpdateService(change.want())));
  }

  @Override
  public Step updateService(Change.UpdateService change) {
    return step(
        change,
        Step.Phase.SERVICES,
        new IpvsCommand.UpdateService(change.want()),
        Step.Race.insteadOn(Errno.ESRCH, new IpvsCommand.CreateService(change.want())));
  }

  @Override
  public Step addServer(Change.AddServer change) {
    return step(
        change,
        Step.Phase.SERVERS,
        new IpvsCommand.AddServer(change.service(), change.want()),
        Step.Race.insteadOn(
            Errno.EEXIST, new IpvsCommand.UpdateServer(change.service(), change.want())));
  }

  @Override
  public Step updateServer(Change.UpdateServer change) {
    return step(
        change,
        Step.Phase.SERVERS,
        new IpvsCommand.UpdateServer(change.service(), change.want()),
        Step.Race.insteadOn(
            Errno.ENOENT, new IpvsCommand.AddServer(change.service(), change.want())));
  }

  @Override
  public Step quiesceServer(Change.QuiesceServer change) {
    return step(
        change,
        Step.Phase.QUIESCES,
        new IpvsCommand.UpdateServer(change.service(), change.have().spec().withWeight(0)),
        Step.Race.fulfilledBy(Errno.ENOENT, Errno.ESRCH));
  }

  @Override
  public Step removeServer(Change.RemoveServer change) {
    return step(
        change,
        change.now() ? Step.Phase.REMOVALS : Step.Phase.DRAINS,
        new IpvsCommand.RemoveServer(change.service(), change.have().key()),
        Step.Race.fulfilledBy(Errno.ENOENT, Errno.ESRCH));
  }

  @Override
  public Step removeService(Change.RemoveService change) {
    return step(
        change,
        change.now() ? Step.Phase.REMOVALS : Step.Phase.DRAINS,
        new IpvsCommand.DeleteService(change.service()),
        Step.Race.fulfilledBy(Errno.ESRCH));
  }

  @Override
  public Step host(HostChange change) {
    return change.accept(new HostSteps(index));
  }

  private Step step(Change change, Step.Phase phase, IpvsCommand command, Step.Race race) {
    return new Step.OfTable(index, change, phase, command, race);
  }
}

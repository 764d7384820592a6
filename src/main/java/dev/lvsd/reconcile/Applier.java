package dev.lvsd.reconcile;

import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan. Steps go to the data plane phase by phase, each phase pipelined, so that what
 * depends on a failed step is known before it is tried.
 */
final class Applier {
  private final Ipvs ipvs;
  private final Waiter waiter;
  private final ApplyOptions how;
  private final ApplyListener listener;

  Applier(Ipvs ipvs, Waiter waiter, ApplyOptions how, ApplyListener listener) {
    this.ipvs = ipvs;
    this.waiter = waiter;
    this.how = how;
    this.listener = listener;
  }

  /** One outcome for each change, in the order of the plan. */
  List<Outcome> apply(Plan plan) {
    List<Step> steps = Steps.of(plan);
    List<Step> services = in(Step.Phase.SERVICES, steps);
    List<Step> servers = in(Step.Phase.SERVERS, steps);
    List<Step> quiesces = in(Step.Phase.QUIESCES, steps);
    List<Step> removals = in(Step.Phase.REMOVALS, steps);
    List<Step> drains = in(Step.Phase.DRAINS, steps);

    Outcomes outcomes = new Outcomes(plan, listener);
    FailureMode mode = how.failFast() ? FailureMode.STOP : FailureMode.CONTINUE;
    CommandRunner runner = new CommandRunner(ipvs, mode, outcomes);
    Dependencies dependencies = new Dependencies(ipvs, runner, outcomes);

    runner.run(services);
    dependencies.skipServersOfMissingServices(services, servers);
    runner.run(open(servers, outcomes));
    List<Step> going = new ArrayList<>(quiesces);
    going.addAll(removals);
    dependencies.keepLastServers(servers, going);
    runner.run(open(quiesces, outcomes));
    runner.run(open(removals, outcomes));
    dependencies.skipUnquiesced(quiesces, drains);
    new Drainer(ipvs, waiter, how, listener, runner, outcomes).run(open(drains, outcomes));
    return outcomes.all();
  }

  private static List<Step> in(Step.Phase phase, List<Step> steps) {
    return steps.stream().filter(step -> step.phase() == phase).toList();
  }

  private static List<Step> open(List<Step> steps, Outcomes outcomes) {
    return steps.stream().filter(outcomes::isOpen).toList();
  }
}

package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.reconcile.Step.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan, phase by phase, so that what depends on a failed step is known before it is
 * tried. Steps of the table go to the data plane pipelined.
 */
final class Applier {
  private final DataPlane dataPlane;
  private final Pauses pauses;
  private final ApplyOptions how;
  private final ApplyListener listener;
  private final ModuleReload reload;
  private final Halt halt = new Halt();
  private final Outcomes outcomes;
  private final CommandRunner runner;
  private final HostRunner hostRunner;
  private final HostDependencies hostDependencies;
  private final Announcer announcer;
  private final List<Step> steps;

  Applier(
      Plan plan,
      Site site,
      Pauses pauses,
      ApplyOptions how,
      ApplyListener listener,
      ModuleReload reload) {
    Host host = site.host();
    this.dataPlane = site.dataPlane();
    this.pauses = pauses;
    this.how = how;
    this.listener = listener;
    this.reload = reload;
    this.steps = Steps.of(plan);
    this.outcomes = new Outcomes(plan, listener);
    FailureMode mode = how.failFast() ? FailureMode.STOP : FailureMode.CONTINUE;
    this.runner = new CommandRunner(dataPlane, mode, halt, outcomes);
    this.hostRunner = new HostRunner(host, how.failFast(), halt, outcomes);
    this.hostDependencies = new HostDependencies(dataPlane, halt, outcomes);
    this.announcer = new Announcer(host, pauses.waiter());
  }

  /**
   * One outcome for each change, in the order of the plan.
   *
   * @param modulesLoaded called when the kernel has what the modules of the plan bring, to remember
   *     values of sysctls
   */
  List<Outcome> apply(Runnable modulesLoaded) {
    modules();
    sysctls(modulesLoaded);
    table();
    if (pauses.isSuperseded()) {
      halt.because("not tried, because something else is wanted since");
    }
    hostDependencies.keepWhatIsNeeded(removals(), ofHost(Phase.VIPS), ofHost(Phase.DEPARTURES));
    hostRunner.run(open(ofHost(Phase.DEPARTURES)));
    return outcomes.all();
  }

  /** What went wrong beside the changes, one sentence each. */
  List<String> warnings() {
    return announcer.results().stream()
        .flatMap(each -> each.failure().stream())
        .map(why -> why + "; neighbours find it out when their entries expire")
        .toList();
  }

  private void modules() {
    List<Step.OfHost> configurations = new ArrayList<>();
    List<Step.OfHost> loads = new ArrayList<>();
    for (Step.OfHost step : ofHost(Phase.MODULES)) {
      (step.change() instanceof HostChange.ConfigureModule ? configurations : loads).add(step);
    }
    hostRunner.run(configurations);
    List<Step.Reload> reloads = in(Phase.RELOAD, Step.Reload.class);
    hostDependencies.skipUnconfigured(configurations, loads);
    hostDependencies.skipUnconfigured(configurations, reloads);
    for (Step.Reload step : open(reloads)) {
      if (halt.isHalted()) {
        halt.skip(List.of(step), outcomes);
      } else {
        hostRunner.attempt(step, reload::run, "reload module ip_vs");
      }
    }
    hostRunner.run(open(loads));
    hostDependencies.haltWithoutTable(loads);
  }

  /** A value that nobody remembers could not be restored. */
  private void sysctls(Runnable remember) {
    List<Step.OfHost> sysctls = ofHost(Phase.SYSCTLS);
    try {
      remember.run();
    } catch (LvsdException e) {
      String reason = "not tried, because its former value is not remembered: " + e.getMessage();
      sysctls.forEach(step -> outcomes.skipped(step, reason));
    }
    hostRunner.run(open(sysctls));
  }

  private void table() {
    List<Step.OfTable> services = ofTable(Phase.SERVICES);
    List<Step.OfTable> servers = ofTable(Phase.SERVERS);
    List<Step.OfTable> quiesces = ofTable(Phase.QUIESCES);
    List<Step.OfTable> removals = ofTable(Phase.REMOVALS);
    List<Step.OfTable> drains = ofTable(Phase.DRAINS);
    Dependencies dependencies = new Dependencies(dataPlane, runner, outcomes);

    runner.run(services);
    dependencies.skipServersOfMissingServices(services, servers);
    runner.run(open(servers));
    vips(services);
    syncDaemons();
    List<Step.OfTable> going = new ArrayList<>(quiesces);
    going.addAll(removals);
    dependencies.keepLastServers(servers, going);
    runner.run(open(quiesces));
    announcer.repeat(round -> {});
    runner.run(open(removals));
    dependencies.skipUnquiesced(quiesces, drains);
    new Drainer(dataPlane, pauses, how, listener, runner, outcomes).run(open(drains));
  }

  private void vips(List<Step.OfTable> services) {
    List<Step.OfHost> vips = ofHost(Phase.VIPS);
    hostDependencies.skipVipsWithoutServices(services, vips);
    hostRunner.run(open(vips));
    for (Step.OfHost step : vips) {
      if (outcomes.isDone(step) && step.change() instanceof HostChange.AddVip vip) {
        announcer.begin(vip.address(), vip.announcing());
      }
    }
  }

  private void syncDaemons() {
    List<Step.OfTable> stops = ofTable(Phase.SYNC_STOPS);
    List<Step.OfTable> starts = ofTable(Phase.SYNC_STARTS);
    runner.run(stops);
    hostDependencies.skipUnstopped(stops, starts);
    runner.run(open(starts));
  }

  private List<Step.OfTable> removals() {
    List<Step.OfTable> removals = new ArrayList<>(ofTable(Phase.REMOVALS));
    removals.addAll(ofTable(Phase.DRAINS));
    return removals;
  }

  private List<Step.OfTable> ofTable(Phase phase) {
    return in(phase, Step.OfTable.class);
  }

  private List<Step.OfHost> ofHost(Phase phase) {
    return in(phase, Step.OfHost.class);
  }

  private <S extends Step> List<S> in(Phase phase, Class<S> kind) {
    return steps.stream().filter(step -> step.phase() == phase).map(kind::cast).toList();
  }

  private <S extends Step> List<S> open(List<S> some) {
    return some.stream().filter(outcomes::isOpen).toList();
  }
}

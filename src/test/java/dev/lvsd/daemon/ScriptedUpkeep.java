package dev.lvsd.daemon;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A director of which a test says what differs, and that counts what is asked of it. */
final class ScriptedUpkeep implements Upkeep {
  final List<Change> differing = new ArrayList<>();
  final List<VirtualService> foreign = new ArrayList<>();
  final List<String> timers = new ArrayList<>();
  long wanted = 1;
  long present = 1;
  Optional<String> otherApply = Optional.empty();
  Optional<String> broken = Optional.empty();
  Runnable onGlance = () -> {};
  Runnable onPlan = () -> {};
  boolean refuses;
  int plans;
  int repairs;
  int closed;

  @Override
  public Glance glance() {
    onGlance.run();
    return new Glance(wanted, present);
  }

  @Override
  public Plan plan() {
    broken.ifPresent(
        why -> {
          throw new LvsdException(Blame.KERNEL, why);
        });
    plans++;
    onPlan.run();
    return new Plan(differing, foreign, List.of());
  }

  @Override
  public ApplyReport repair(Predicate<Change> scope, boolean whole) {
    repairs++;
    List<Change> made = differing.stream().filter(scope).toList();
    List<Outcome> outcomes =
        made.stream()
            .map(
                change ->
                    refuses
                        ? (Outcome) new Outcome.Failed(change, "the kernel refuses")
                        : new Outcome.Done(change))
            .toList();
    if (!refuses) {
      differing.removeAll(made);
    }
    return new ApplyReport(
        new Plan(made, List.of(), List.of()), outcomes, List.of(), Duration.ZERO);
  }

  @Override
  public Optional<String> otherApply() {
    return otherApply;
  }

  @Override
  public List<String> timers() {
    List<String> done = List.copyOf(timers);
    timers.clear();
    return done;
  }

  @Override
  public boolean timersRun() {
    return true;
  }

  @Override
  public String dataPlane() {
    return "the kernel's IPVS, because this kernel has ip_vs";
  }

  @Override
  public List<String> clusters() {
    return List.of("shop");
  }

  @Override
  public void close() {
    closed++;
  }
}

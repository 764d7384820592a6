package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Tunnel;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a run that stops after any step leaves behind. */
class InterruptionPropertiesTest {
  private static final List<Claim> POOL =
      List.of(
          Machine.dr("shop", "10.1.0.100"),
          Machine.dr("shop", "10.1.0.101"),
          Machine.dr("shop", "fd01::100"),
          Machine.tunnel("shop", "10.1.0.102", Tunnel.Type.IPIP, 0),
          Machine.tunnel("shop", "10.1.0.103", Tunnel.Type.GUE, 6080),
          Machine.tunnel("shop", "10.1.0.104", Tunnel.Type.GRE, 0),
          Machine.tunnel("shop", "fd01::101", Tunnel.Type.IPIP, 0));

  @Property(tries = 500)
  void isCompletedByTheNextRunAndNeverLoud(
      @ForAll("wishes") List<List<Claim>> wishes, @ForAll @IntRange(max = 40) int stop) {
    Machine machine = new Machine();
    String before = machine.state();
    for (List<Claim> wish : wishes) {
      stopAfter(machine, wish, stop);
    }
    List<Claim> last = wishes.get(wishes.size() - 1);
    machine.run(plan(machine, last).steps());

    assertThat(plan(machine, last).steps()).as("the next run completes it").isEmpty();
    Machine fresh = new Machine();
    fresh.run(plan(fresh, last).steps());
    assertThat(machine.state()).as("as if it had never been interrupted").isEqualTo(fresh.state());

    stopAfter(machine, List.of(), stop);
    machine.run(plan(machine, List.of()).steps());
    assertThat(machine.state()).as("everything is taken back").isEqualTo(before);
  }

  private static void stopAfter(Machine machine, List<Claim> wish, int stop) {
    List<ServerStep> steps = plan(machine, wish).steps();
    for (ServerStep step : steps.subList(0, Math.min(stop, steps.size()))) {
      machine.run(List.of(step));
      assertThat(machine.isLoud()).as(step.text()).isFalse();
    }
  }

  private static ServerPlan plan(Machine machine, List<Claim> wish) {
    return ServerPlanner.plan(machine.facts(), Set.of("shop"), wish);
  }

  @Provide
  Arbitrary<List<List<Claim>>> wishes() {
    return Arbitraries.subsetOf(POOL).map(List::copyOf).list().ofMinSize(1).ofMaxSize(4);
  }
}

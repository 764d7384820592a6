package dev.lvsd.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.Anything;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever is defined, refused, drained or left over: applying again gets there. */
class ConvergencePropertiesTest {
  private static final String FOREIGN = "tcp 10.9.9.9:9";
  private static final ServerSpec FOREIGN_SERVER = Samples.server("10.1.0.1:80", 3);
  private static final int EINVAL = 22;

  private Path directory;
  private ReconcilerFixture world;

  @BeforeTry
  void prepare() throws IOException {
    directory = Files.createTempDirectory("lvsd-converges");
    world = new ReconcilerFixture(directory);
    world.ipvs.execute(new IpvsCommand.CreateService(Samples.service(FOREIGN).spec()));
    world.ipvs.execute(new IpvsCommand.AddServer(Samples.key(FOREIGN), FOREIGN_SERVER));
  }

  @AfterTry
  void cleanUp() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<Definition> definitions() {
    return Anything.definitions();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void reachesWhatIsDefinedAfterRefusalsAndDrains(
      @ForAll("definitions") Definition first,
      @ForAll("definitions") Definition second,
      @ForAll Random random,
      @ForAll boolean failFast) {
    assertThat(world.apply(first).hasFailures()).isFalse();
    makeBusy(random);
    world.ipvs.refuse(command -> random.nextInt(4) == 0, EINVAL);
    ApplyReport troubled =
        world.apply(
            second,
            PlanOptions.GENTLE,
            failFast ? ReconcilerFixture.FAIL_FAST : ReconcilerFixture.waiting(Duration.ZERO));
    assertThat(troubled.outcomes()).hasSameSizeAs(troubled.plan().changes());

    world.ipvs.refuse(command -> false, 0);
    endConnections();
    assertThat(world.apply(second).hasFailures()).isFalse();

    Plan nothingLeft = world.reconciler.plan(second, PlanOptions.GENTLE);
    assertThat(nothingLeft.changes()).isEmpty();
    assertThat(nothingLeft.foreign())
        .extracting(service -> service.key().toString())
        .containsExactly(FOREIGN);
    assertThat(world.weights()).containsEntry(FOREIGN, List.of("10.1.0.1:80=3"));
    assertThat(world.ipvs.table())
        .hasSize(
            1 + second.clusters().stream().mapToInt(cluster -> cluster.services().size()).sum());
  }

  private void makeBusy(Random random) {
    for (VirtualService service : world.ipvs.table()) {
      service
          .servers()
          .forEach(
              server -> world.ipvs.connections(service.key(), server.key(), random.nextInt(2), 0));
    }
  }

  private void endConnections() {
    for (VirtualService service : world.ipvs.table()) {
      service
          .servers()
          .forEach(server -> world.ipvs.connections(service.key(), server.key(), 0, 0));
    }
  }
}

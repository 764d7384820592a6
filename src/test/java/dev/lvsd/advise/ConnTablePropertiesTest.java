package dev.lvsd.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableGeometry;
import dev.lvsd.model.TableWish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ConnTablePropertiesTest {
  @Provide
  Arbitrary<ConnTableAdvice.Kernel> kernels() {
    return Combinators.combine(
            Arbitraries.of("2.6.32", "5.10.0", "6.1.176", "6.12.101", "7.2.7"),
            Arbitraries.longs().between(1 << 15, 1L << 28))
        .as(
            (release, pages) ->
                new ConnTableAdvice.Kernel(
                    release,
                    TableGeometry.of(KernelRelease.parse(release), pages),
                    -4,
                    OptionalInt.empty(),
                    Optional.empty()));
  }

  @Property
  void staysWithinWhatTheKernelTakes(
      @ForAll("kernels") ConnTableAdvice.Kernel kernel,
      @ForAll @LongRange(min = 0, max = 1L << 40) long connections) {
    ConnTableAdvice advice = advice(connections, kernel);
    assertThat(advice.bits())
        .isBetween(kernel.geometry().smallestBits(), kernel.geometry().largestBits());
    assertThat(advice.buckets()).isBetween(256L, 1L << advice.bits());
    assertThat(Long.bitCount(advice.buckets())).isEqualTo(1);
  }

  /** {@code connTabBits: auto} in a definition, and the advice, are one answer. */
  @Property
  void isWhatADefinitionGetsForSoManyConnections(
      @ForAll("kernels") ConnTableAdvice.Kernel kernel,
      @ForAll @LongRange(min = 1, max = 1L << 31) long connections) {
    TableGeometry geometry = kernel.geometry();
    IpvsModule module =
        new IpvsModule(
            ModulePresence.LOADED,
            OptionalInt.empty(),
            geometry.growing(),
            geometry.smallestBits(),
            geometry.largestBits(),
            OptionalInt.empty(),
            List.of());
    TableWish wish = new TableWish(OptionalInt.empty(), OptionalLong.of(connections));
    assertThat(wish.on(module, Map.of(TableWish.LOAD_FACTOR, "" + kernel.loadFactor())))
        .hasValue(advice(connections, kernel).bits());
  }

  @Property
  void givesEachConnectionABucketWhereTheKernelCan(
      @ForAll("kernels") ConnTableAdvice.Kernel kernel,
      @ForAll @LongRange(min = 1, max = 1L << 30) long connections) {
    ConnTableAdvice advice = advice(connections, kernel);
    assertThat(1L << advice.bits() >= connections)
        .isEqualTo(connections <= 1L << kernel.geometry().largestBits());
  }

  @Property
  void neverTakesASmallerTableForMoreConnections(
      @ForAll("kernels") ConnTableAdvice.Kernel kernel,
      @ForAll @LongRange(min = 0, max = 1L << 39) long fewer,
      @ForAll @LongRange(min = 0, max = 1L << 39) long more) {
    ConnTableAdvice small = advice(fewer, kernel);
    ConnTableAdvice large = advice(fewer + more, kernel);
    assertThat(large.bits()).isGreaterThanOrEqualTo(small.bits());
    assertThat(large.tableBytes()).isGreaterThanOrEqualTo(small.tableBytes());
    assertThat(large.entryBytes()).isGreaterThanOrEqualTo(small.entryBytes());
  }

  @Property
  void holdsAtLeastTheBytesOfEveryConnection(
      @ForAll("kernels") ConnTableAdvice.Kernel kernel,
      @ForAll @LongRange(min = 0, max = 1L << 40) long connections) {
    TableGeometry.Slab slab = kernel.geometry().slab();
    long bytes = advice(connections, kernel).entryBytes();
    assertThat(bytes).isGreaterThanOrEqualTo(connections * slab.objectBytes());
    assertThat(bytes % slab.blockBytes()).isZero();
  }

  @Property
  void keepsAsManyAsArriveInTheTimeThatEachIsKept(
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double rate,
      @ForAll @IntRange(max = 86_400) int seconds) {
    ConnectionLoad load =
        ConnectionLoad.arriving(rate, Duration.ofSeconds(seconds), Duration.ZERO, false);
    assertThat((double) load.entries()).isCloseTo(rate * seconds, within(1.0));
  }

  @Property
  void sharesOfAllLengthsAreTheWhole(@ForAll @DoubleRange(max = 50) double mean) {
    Chains chains = new Chains(mean, 4096);
    double all = IntStream.rangeClosed(0, 200).mapToDouble(chains::share).sum();
    double average = IntStream.rangeClosed(0, 200).mapToDouble(k -> k * chains.share(k)).sum();
    assertThat(all).isCloseTo(1, within(1e-9));
    assertThat(average).isCloseTo(mean, within(1e-6));
  }

  @Property(tries = 20)
  void expectsTheChainsThatRandomPlacesGive(
      @ForAll @IntRange(min = 1, max = 8) int load, @ForAll long seed) {
    int buckets = 4096;
    int[] lengths = new int[buckets];
    Random random = new Random(seed);
    long compared = 0;
    for (int i = 0; i < load * buckets; i++) {
      compared += ++lengths[random.nextInt(buckets)];
    }
    Chains expected = Chains.of((long) load * buckets, buckets);
    long empty = IntStream.of(lengths).filter(length -> length == 0).count();
    assertThat((double) empty / buckets).isCloseTo(expected.share(0), within(0.04));
    assertThat((double) compared / load / buckets)
        .isCloseTo(expected.comparedWhenFound(), within(0.1));
    int longest = IntStream.of(lengths).max().orElseThrow();
    assertThat(longest).isBetween(expected.longest() - 2, expected.longest() + 6);
  }

  private static ConnTableAdvice advice(long connections, ConnTableAdvice.Kernel kernel) {
    return ConnTableAdvice.of(new ConnectionLoad(connections, 0, false, "asked for"), kernel);
  }
}

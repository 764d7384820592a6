package dev.lvsd.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lvsd.advise.ConnTableAdvice.Check;
import dev.lvsd.advise.ConnTableAdvice.Kernel;
import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.TableBits;
import dev.lvsd.model.TableGeometry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnTableAdviceTest {
  private static final long PAGES_OF_16_GIB = 1L << 22;

  static Kernel kernel(String release) {
    return kernel(release, OptionalInt.empty(), Optional.empty());
  }

  static Kernel kernel(String release, OptionalInt now, Optional<ConnTableStatus> measured) {
    return new Kernel(
        release,
        TableGeometry.of(KernelRelease.parse(release), PAGES_OF_16_GIB),
        TableBits.DEFAULT_LOAD_FACTOR,
        now,
        measured);
  }

  private static ConnectionLoad load(long connections) {
    return new ConnectionLoad(connections, 0, false, "asked for");
  }

  @Test
  void followsTheExampleOfTheKernelsDocumentation() {
    ConnectionLoad load =
        ConnectionLoad.arriving(200, Duration.ofSeconds(200), Duration.ZERO, false);
    assertThat(load.origin()).isEqualTo("200/s x 200 s");
    assertThat(load.entries()).isEqualTo(40_000);
    ConnTableAdvice advice = ConnTableAdvice.of(load, kernel("6.1.176"));
    assertThat(advice.ruleBits()).isEqualTo(15);
    assertThat(advice.bits()).isEqualTo(16);
    assertThat(advice.buckets()).isGreaterThanOrEqualTo(load.entries());
    assertThat(advice.checks()).allMatch(Check::holds);
  }

  @Test
  void countsATemplatePerClientOfAPersistentService() {
    ConnectionLoad load =
        ConnectionLoad.arriving(0.5, Duration.ofMinutes(2), Duration.ofMinutes(10), false);
    assertThat(load.connections()).isEqualTo(60);
    assertThat(load.templates()).isEqualTo(300);
    assertThat(load.origin()).isEqualTo("0.5/s x 120 s, and a template per client for 600 s");
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.32, 1000000, 20, 16777216, 195051520",
    "6.1.176, 1000000, 20, 8388608, 341336064",
    "6.12.101, 4096, 12, 32768, 1400832",
    "6.12.101, 4097, 13, 65536, 1400832",
    "6.12.101, 1, 12, 32768, 4096",
  })
  void knowsTheMemoryOfTableAndConnections(
      String release, long connections, int bits, long tableBytes, long entryBytes) {
    ConnTableAdvice advice = ConnTableAdvice.of(load(connections), kernel(release));
    assertThat(advice.bits()).isEqualTo(bits);
    assertThat(advice.tableBytes()).isEqualTo(tableBytes);
    assertThat(advice.entryBytes()).isEqualTo(entryBytes);
  }

  /** The numbers of buckets are those that were seen on 7.2. */
  @ParameterizedTest
  @CsvSource({
    "16, 12, 256",
    "17, 12, 512",
    "33, 12, 1024",
    "129, 12, 4096",
    "260, 13, 8192",
    "2100, 16, 65536",
    "4200, 17, 131072"
  })
  void letsATableGrowAsFarAsItsLoadFactorWants(long connections, int bits, long buckets) {
    ConnTableAdvice advice = ConnTableAdvice.of(load(connections), kernel("7.2.7"));
    assertThat(advice.bits()).isEqualTo(bits);
    assertThat(advice.buckets()).isEqualTo(buckets);
    assertThat(advice.chains().mean()).isLessThanOrEqualTo(1 / 16.0);
  }

  @Test
  void countsConnectionsByNatTwiceWhereTheyStandInTwoChains() {
    ConnectionLoad nat = new ConnectionLoad(4000, 90, true, "asked for");
    assertThat(ConnTableAdvice.of(nat, kernel("7.2.7")).chains().mean())
        .isCloseTo(8090 / 65536.0, within(1e-9));
    assertThat(ConnTableAdvice.of(nat, kernel("6.12.101")).chains().mean())
        .isCloseTo(4090 / 4096.0, within(1e-9));
  }

  @Test
  void saysWhatAKernelCannotTake() {
    ConnTableAdvice advice = ConnTableAdvice.of(load(5_000_000), kernel("5.10.0"));
    assertThat(advice.bits()).isEqualTo(20);
    assertThat(advice.checks().get(0))
        .isEqualTo(
            new Check(
                false, "a bucket for each would take 2^23, and this kernel takes 2^20 at most"));
  }

  @Test
  void comparesWithWhatIsInForce() {
    Kernel now = kernel("6.1.176", OptionalInt.of(12), Optional.empty());
    assertThat(ConnTableAdvice.of(load(40_000), now).checks())
        .contains(
            new Check(
                false,
                "in force is conn_tab_bits=12: chains of 9.77 entries; set director.connTabBits:"
                    + " 16"));
    assertThat(ConnTableAdvice.of(load(4000), now).checks())
        .contains(new Check(true, "in force is conn_tab_bits=12, which is enough"));
  }

  @Test
  void tellsMeasuredChains() {
    ConnTableStatus status =
        new ConnTableStatus(3, 256, -4, 254, new TreeMap<>(Map.of(1, 1L, 2, 1L)));
    Kernel measured = kernel("7.2.7", OptionalInt.of(12), Optional.of(status));
    assertThat(ConnTableAdvice.of(load(3), measured).checks())
        .contains(
            new Check(
                true,
                "measured: 3 connections in 256 buckets, chains of 0.01 entries, the longest has"
                    + " 2"));
  }
}

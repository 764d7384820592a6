package dev.lvsd.dataplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a server is overloaded, by the rules of old and new kernels. */
class DestinationTest {
  private static Destination server(Accounting accounting, long upper, long lower) {
    Destination server = new Destination(accounting, 0, 1, 80);
    server.configure(1, upper, lower);
    return server;
  }

  private static void bind(Destination server, int connections) {
    for (int i = 0; i < connections; i++) {
      server.bound();
    }
  }

  private static Destination loaded(
      Accounting accounting, int connections, long upper, long lower) {
    Destination server = server(accounting, upper, lower);
    bind(server, connections);
    return server;
  }

  @ParameterizedTest
  @CsvSource({"8, 3, 2", "8, 0, 5", "4, 4, 3"})
  void takesExactlyTheUpperThresholdAndAgainBelowTheLower(int upper, int lower, int usableAt) {
    for (Accounting accounting : Accounting.values()) {
      Destination server = server(accounting, upper, lower);
      while (!server.isOverloaded()) {
        server.bound();
      }
      assertThat(server.total()).isEqualTo(upper);
      while (server.isOverloaded()) {
        server.unbound(false);
      }
      assertThat(server.total()).isEqualTo(usableAt);
    }
  }

  @Test
  void refusesAtOnceWhenTheThresholdIsSetBelowTheLoadOnlyOnNewKernels() {
    Destination classic = loaded(Accounting.CLASSIC, 6, 0, 0);
    classic.configure(1, 4, 0);
    assertThat(classic.isOverloaded()).isFalse();
    classic.bound();
    assertThat(classic.isOverloaded()).isTrue();

    Destination reworked = loaded(Accounting.REWORKED, 6, 0, 0);
    reworked.configure(1, 4, 0);
    assertThat(reworked.isOverloaded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSIC,  12, 12,  14, 0,  false",
    "REWORKED, 12, 12,  14, 0,  true",
    "CLASSIC,  12, 12,  12, 11, true",
    "REWORKED, 12, 14,  14, 13, false",
    "CLASSIC,  20, 20, 100, 1,  false",
    "REWORKED, 20, 20, 100, 1,  true",
    "REWORKED, 20, 20, 100, 0,  false",
    "CLASSIC,  20, 20,   0, 0,  false",
    "REWORKED, 20, 20,   0, 0,  false"
  })
  void keepsOrClearsTheFlagWhenThresholdsAreEdited(
      Accounting accounting, int load, long upper, long newUpper, long newLower, boolean after) {
    Destination server = loaded(accounting, load, upper, 0);

    server.configure(1, newUpper, newLower);

    assertThat(server.isOverloaded()).isEqualTo(after);
  }

  @Test
  void letsTemplatesReachTheThresholdOnlyOnOldKernels() {
    for (Accounting accounting : Accounting.values()) {
      Destination server = loaded(accounting, 6, 0, 0);
      server.configure(1, accounting == Accounting.CLASSIC ? 4 : 7, 0);
      server.boundTemplate();

      assertThat(server.isOverloaded()).isEqualTo(accounting == Accounting.CLASSIC);
      assertThat(server.total()).isEqualTo(6);
      assertThat(server.templates()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Accounting.class)
  void countsActiveAndInactiveApart(Accounting accounting) {
    Destination server = loaded(accounting, 3, 0, 0);
    server.activated();
    server.activated();
    server.deactivated();
    assertThat(server.active()).isEqualTo(1);
    assertThat(server.inactive()).isEqualTo(2);

    server.unbound(true);
    assertThat(server.active()).isZero();
    assertThat(server.inactive()).isEqualTo(2);
  }

  @Property
  void isNotOverloadedWithoutConnectionsWhateverHappened(
      @ForAll Accounting accounting,
      @ForAll @Size(max = 40) @IntRange(min = 0, max = 11) int[] steps) {
    Destination server = server(accounting, 0, 0);
    for (int step : steps) {
      switch (step) {
        case 0 -> server.configure(1, 0, 0);
        case 1 -> server.configure(1, 3, 0);
        case 2 -> server.configure(1, 5, 2);
        case 3, 4, 5 -> {
          if (server.total() > 0) {
            server.unbound(false);
          }
        }
        default -> server.bound();
      }
    }
    while (server.total() > 0) {
      server.unbound(false);
    }
    assertThat(server.isOverloaded()).isFalse();
  }
}

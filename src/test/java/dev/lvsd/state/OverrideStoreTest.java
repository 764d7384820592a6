package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServiceKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverrideStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Drain RUNNING =
      new Drain(NOON, Optional.of(NOON.plusSeconds(600)), Then.KEEP, 120, Optional.empty());
  private static final List<ServerOverride> ALL =
      List.of(
          override("tcp 10.0.0.1:80", "10.2.0.11:80", OptionalInt.of(5), Optional.empty()),
          override(
              "udp [2001:db8::1]:53",
              "[2001:db8::11]:53",
              OptionalInt.empty(),
              Optional.of(RUNNING)),
          override(
              "fwmark 7 ipv6",
              "[2001:db8::11]:0",
              OptionalInt.of(0),
              Optional.of(
                  new Drain(NOON, Optional.empty(), Then.REMOVE, 0, Optional.empty())
                      .ended(NOON, 3))));

  @TempDir Path root;
  private OverrideStore store;

  @BeforeEach
  void open() {
    store = new StateDirectory(root).overrides();
  }

  private static ServerOverride override(
      String service, String server, OptionalInt weight, Optional<Drain> drain) {
    Endpoint end = Endpoint.parse(server);
    return new ServerOverride(
        ServiceKeys.parse(service), new ServerKey(end.address(), end.port()), weight, drain);
  }

  @Test
  void knowsNothingAndMakesNothingWhereNothingWasSaid() {
    assertThat(store.read().overrides()).isEmpty();
    store.write(List.of());
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void remembersWhatWasSaid() {
    store.write(ALL);
    assertThat(store.read().overrides()).isEqualTo(ALL);
    assertThat(store.read().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 100})
  void aTornFileIsAWarningAndIsPutAside(int length) throws IOException {
    store.write(ALL);
    Path file = root.resolve("overrides");
    Files.writeString(file, Files.readString(file).substring(0, length));
    assertThat(store.read().overrides()).isEmpty();
    assertThat(store.read().warnings()).singleElement().asString().contains("overrides is damaged");
    store.write(ALL.subList(0, 1));
    assertThat(store.read().overrides()).hasSize(1);
    assertThat(root.resolve("overrides.damaged")).exists();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKillLeavesWhatWasSaidBefore(boolean halfWay) {
    store.write(ALL);
    OverrideStore crashing = new OverrideStore(root, new CrashingDisk(0, halfWay));
    assertThatThrownBy(() -> crashing.write(List.of())).isInstanceOf(CrashingDisk.Killed.class);
    assertThat(store.read().overrides()).isEqualTo(ALL);
  }
}

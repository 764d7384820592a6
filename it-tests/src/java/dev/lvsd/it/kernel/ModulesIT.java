package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand.ConfigureModule;
import dev.lvsd.host.HostCommand.LoadModule;
import dev.lvsd.host.HostCommand.UnloadModule;
import dev.lvsd.host.HostException;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules as lvsd sees and changes them, against what the kernel and its tools say. No network but
 * the table in one namespace; the files of lvsd are elsewhere than below /etc. ip_vs is loaded as
 * it was when a test ends.
 */
class ModulesIT {
  @TempDir Path directory;
  private Host host;

  @BeforeEach
  void open() {
    host = LinuxHost.open(HostPaths.withConfigurationIn(directory));
    host.execute(new LoadModule("ip_vs"));
  }

  @AfterEach
  void loadAsBefore() {
    host.execute(new ConfigureModule(OptionalInt.empty()));
    if (ipvs().connTabBits().orElse(0) != 12) {
      reload();
    }
    host.close();
  }

  private HostState look(Set<String> modules) {
    return host.look(new HostQuestion(modules, Set.of()));
  }

  private IpvsModule ipvs() {
    return look(Set.of()).ipvs();
  }

  /** The namespaces of earlier tests, and their services with them, go a little later. */
  private void unload() {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(HostException.class)
        .untilAsserted(() -> host.execute(new UnloadModule("ip_vs")));
  }

  private void reload() {
    unload();
    host.execute(new LoadModule("ip_vs"));
  }

  private void load(int bits) {
    host.execute(new ConfigureModule(OptionalInt.of(bits)));
    reload();
  }

  @Test
  void takesForLoadedWhatTheKernelLists() throws IOException {
    host.execute(new LoadModule("ip_vs_sh"));
    Set<String> listed =
        Files.readAllLines(Path.of("/proc/modules")).stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).contains("ip_vs", "ip_vs_sh");
    assertThat(look(listed).modules().values()).containsOnly(ModulePresence.LOADED);
    assertThat(ipvs().users()).contains("ip_vs_sh");
  }

  @Test
  void tellsWhatCanBeLoadedFromWhatIsBuiltInAndFromWhatThereIsNot() throws IOException {
    Path lists = Path.of("/lib/modules", System.getProperty("os.version"));
    String builtIn =
        Files.readAllLines(lists.resolve("modules.builtin")).get(0).replaceAll(".*/|\\.ko.*", "");
    HostState state = look(Set.of("ip_vs_lblcr", builtIn, "ip_vs_nonsense"));
    assertThat(state.modules().get(builtIn)).isEqualTo(ModulePresence.BUILT_IN);
    assertThat(state.modules().get("ip_vs_lblcr"))
        .isIn(ModulePresence.LOADABLE, ModulePresence.LOADED);
    assertThat(state.modules().get("ip_vs_nonsense")).isEqualTo(ModulePresence.ABSENT);
    assertThat(Program.of("modinfo", "ip_vs_nonsense").run().exitCode()).isNotZero();
    assertThat(Program.of("modinfo", "ip_vs_lblcr").run().exitCode()).isZero();
  }

  @Test
  void loadsAndUnloadsWithEverythingThatNeedsIt() {
    host.execute(new LoadModule("ip_vs_rr"));
    host.execute(new LoadModule("ip_vs_pe_sip"));
    unload();
    HostState gone = look(Set.of("ip_vs_rr", "ip_vs_pe_sip"));
    assertThat(gone.ipvs().presence()).isEqualTo(ModulePresence.LOADABLE);
    assertThat(gone.ipvs().connTabBits()).isEmpty();
    assertThat(gone.modules().values()).containsOnly(ModulePresence.LOADABLE);
    host.execute(new UnloadModule("ip_vs"));
    host.execute(new LoadModule("ip_vs_rr"));
    assertThat(ipvs().presence()).isEqualTo(ModulePresence.LOADED);
  }

  @Test
  void loadsTheTableInTheSizeThatIsConfigured() {
    load(14);
    assertThat(ipvs().connTabBits()).hasValue(14);
    try (Namespace director = Namespace.create("director")) {
      director.program("ipvsadm", "-A", "-f", "1").mustSucceed();
      String head = director.program("ipvsadm", "-Ln").mustSucceed().lines().findFirst().orElse("");
      assertThat(head).contains(ipvs().growing() ? "(size=256)" : "(size=16384)");
    }
  }

  @Test
  void refusesToUnloadWhatServicesUse() {
    try (Namespace director = Namespace.create("director")) {
      director.program("ipvsadm", "-A", "-f", "1", "-s", "rr").mustSucceed();
      assertThatThrownBy(() -> host.execute(new UnloadModule("ip_vs")))
          .isInstanceOf(HostException.class)
          .hasMessageStartingWith("unload module ip_vs: rmmod failed: ")
          .hasMessageContaining("is in use")
          .hasMessageContaining("virtual services use it");
      assertThat(ipvs().presence()).isEqualTo(ModulePresence.LOADED);
    }
  }

  @Test
  void knowsTheLargestTableThatTheKernelTakes() {
    int largest = ipvs().largestBits();
    load(28);
    // up to 6.4 a kernel takes a wish beyond its range for none at all, later for the largest
    KernelRelease release = KernelRelease.parse(System.getProperty("os.version"));
    assertThat(ipvs().connTabBits()).hasValue(release.isAtLeast(6, 5) ? largest : 12);
  }
}

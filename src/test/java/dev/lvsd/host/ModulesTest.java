package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand.LoadModule;
import dev.lvsd.host.HostCommand.UnloadModule;
import dev.lvsd.model.ModulePresence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files under /sys and /lib say about modules; on real kernels: {@code ModulesIT}. */
class ModulesTest {
  @TempDir Path directory;
  private final List<List<String>> started = new ArrayList<>();
  private Programs.Result answer = new Programs.Result(true, "");
  private Modules modules;

  @BeforeEach
  void open() throws IOException {
    Path installed = Files.createDirectories(directory.resolve("lib"));
    Files.writeString(
        installed.resolve("modules.dep"),
        """
        kernel/net/netfilter/ipvs/ip_vs.ko.xz: kernel/net/netfilter/nf_conntrack.ko.xz
        kernel/net/netfilter/ipvs/ip_vs_rr.ko.xz: kernel/net/netfilter/ipvs/ip_vs.ko.xz
        kernel/net/ipv4/ip-odd.ko.zst:
        """);
    Files.writeString(
        installed.resolve("modules.builtin"), "kernel/net/ipv4/tunnel4.ko\nkernel/net/ipv6.ko\n");
    HostPaths system = HostPaths.SYSTEM;
    modules =
        new Modules(
            new HostPaths(
                system.sysctls(),
                directory.resolve("sys"),
                installed,
                system.modprobeFile(),
                List.of(),
                system.sysctlFile()),
            (command, limit) -> {
              started.add(command);
              return answer;
            });
  }

  private void loaded(String name, String... users) throws IOException {
    Path module = Files.createDirectories(directory.resolve("sys").resolve(name));
    Files.writeString(module.resolve("initstate"), "live\n");
    Path holders = Files.createDirectories(module.resolve("holders"));
    for (String user : users) {
      Files.createFile(holders.resolve(user));
    }
  }

  @Test
  void tellsLoadedFromLoadableFromBuiltInFromAbsent() throws IOException {
    loaded("ip_vs");
    Files.createDirectories(directory.resolve("sys/ipv6/parameters"));
    assertThat(
            modules.presence(Set.of("ip_vs", "ip_vs_rr", "ip_odd", "tunnel4", "ipv6", "ip_vs_mh")))
        .isEqualTo(
            Map.of(
                "ip_vs", ModulePresence.LOADED,
                "ip_vs_rr", ModulePresence.LOADABLE,
                "ip_odd", ModulePresence.LOADABLE,
                "tunnel4", ModulePresence.BUILT_IN,
                "ipv6", ModulePresence.BUILT_IN,
                "ip_vs_mh", ModulePresence.ABSENT));
  }

  @Test
  void doesNotTakeAModuleThatIsJustComingForLoaded() throws IOException {
    loaded("ip_vs");
    Files.writeString(directory.resolve("sys/ip_vs/initstate"), "coming\n");
    assertThat(modules.presence(Set.of("ip_vs"))).containsValue(ModulePresence.LOADABLE);
  }

  @Test
  void loadsWithOptionsAndWithoutAShell() {
    modules.load(new LoadModule("ip_vs"), List.of("conn_tab_bits=20"));
    assertThat(started)
        .containsExactly(List.of("/sbin/modprobe", "--", "ip_vs", "conn_tab_bits=20"));
  }

  @Test
  void loadsNothingThatIsThereAlready() throws IOException {
    loaded("ip_vs");
    modules.load(new LoadModule("ip_vs"), List.of("conn_tab_bits=20"));
    modules.load(new LoadModule("tunnel4"), List.of());
    assertThat(started).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-r", "ip_vs rr", "../ip_vs", "a;b", "$(id)"})
  void startsNothingForWhatIsNoName(String name) {
    assertThatThrownBy(() -> modules.load(new LoadModule(name), List.of()))
        .hasMessageContaining("no name of a module");
    assertThat(started).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ip_vs_rr, modprobe failed: no memory; dmesg", "ip_vs_mh, has no such module"})
  void saysWhyAModuleCannotBeLoaded(String name, String expected) {
    answer = new Programs.Result(false, "no memory");
    assertThatThrownBy(() -> modules.load(new LoadModule(name), List.of()))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("load module " + name + ": ")
        .hasMessageContaining(expected);
  }

  @Test
  void unloadsUsersOfUsersFirst() throws IOException {
    loaded("ip_vs", "ip_vs_rr", "ip_vs_ftp");
    loaded("ip_vs_rr", "odd");
    loaded("ip_vs_ftp", "odd");
    loaded("odd");
    modules.unload(new UnloadModule("ip_vs"));
    assertThat(started)
        .containsExactly(List.of("/sbin/rmmod", "odd", "ip_vs_ftp", "ip_vs_rr", "ip_vs"));
  }

  @Test
  void unloadsNothingThatIsNotLoaded() {
    modules.unload(new UnloadModule("ip_vs"));
    assertThat(started).isEmpty();
    assertThatThrownBy(() -> modules.unload(new UnloadModule("tunnel4")))
        .hasMessageContaining("built into the kernel");
  }

  @Test
  void saysWhatKeepsAModule() throws IOException {
    loaded("ip_vs");
    answer = new Programs.Result(false, "rmmod: ERROR: Module ip_vs is in use");
    assertThatThrownBy(() -> modules.unload(new UnloadModule("ip_vs")))
        .hasMessageStartingWith("unload module ip_vs: rmmod failed: rmmod: ERROR: Module ip_vs is")
        .hasMessageContaining("virtual services use it");
  }
}

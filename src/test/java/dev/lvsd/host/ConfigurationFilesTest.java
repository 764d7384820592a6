package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand.ConfigureModule;
import dev.lvsd.host.HostCommand.PersistSysctls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two files of lvsd below /etc. */
class ConfigurationFilesTest {
  @TempDir Path etc;
  private HostPaths paths;
  private ModprobeFile modprobe;
  private SysctlFile sysctls;

  @BeforeEach
  void open() {
    paths = HostPaths.withConfigurationIn(etc);
    modprobe = new ModprobeFile(paths);
    sysctls = new SysctlFile(paths.sysctlFile());
  }

  @Test
  void writesHowTheModuleIsLoadedAndReadsItBack() throws IOException {
    assertThat(modprobe.connTabBits()).isEmpty();
    modprobe.write(new ConfigureModule(OptionalInt.of(20)));
    assertThat(Files.readString(paths.modprobeFile()))
        .startsWith("# Written by lvsd ")
        .endsWith("\noptions ip_vs conn_tab_bits=20\n");
    assertThat(modprobe.connTabBits()).hasValue(20);
    modprobe.write(new ConfigureModule(OptionalInt.empty()));
    assertThat(paths.modprobeFile()).doesNotExist();
    modprobe.write(new ConfigureModule(OptionalInt.empty()));
    assertThat(modprobe.connTabBits()).isEmpty();
  }

  @Test
  void leavesNothingBesideItsFiles() throws IOException {
    modprobe.write(new ConfigureModule(OptionalInt.of(20)));
    modprobe.write(new ConfigureModule(OptionalInt.of(21)));
    try (var files = Files.list(etc.resolve("modprobe.d"))) {
      assertThat(files).containsExactly(paths.modprobeFile());
    }
  }

  @Test
  void neitherBelievesNorReplacesAFileOfSomebodyElse() throws IOException {
    Files.createDirectories(etc.resolve("modprobe.d"));
    Files.writeString(paths.modprobeFile(), "options ip_vs conn_tab_bits=9\n");
    assertThat(modprobe.connTabBits()).isEmpty();
    assertThatThrownBy(() -> modprobe.write(new ConfigureModule(OptionalInt.of(20))))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("configure module ip_vs with conn_tab_bits=20: write ")
        .hasMessageContaining("move it away");
    assertThat(Files.readString(paths.modprobeFile())).contains("conn_tab_bits=9");
  }

  @Test
  void namesWhatOthersSayAboutTheModule() throws IOException {
    Path directory = Files.createDirectories(etc.resolve("modprobe.d"));
    modprobe.write(new ConfigureModule(OptionalInt.of(20)));
    Files.writeString(
        directory.resolve("zz-table.conf"), "# ours\noptions ip_vs \\\n conn_tab_bits=12\n");
    Files.writeString(directory.resolve("a.conf"), "blacklist ip-vs\noptions ip_vs_ftp ports=2121");
    Files.writeString(directory.resolve("notes.txt"), "options ip_vs conn_tab_bits=8\n");
    assertThat(modprobe.foreignLines())
        .containsExactly(
            directory.resolve("a.conf") + ": blacklist ip-vs",
            directory.resolve("zz-table.conf") + ": options ip_vs   conn_tab_bits=12");
  }

  @Test
  void writesWhatIsSetAtBootAndReadsItBack() throws IOException {
    Map<String, String> values =
        Map.of(
            "net.ipv4.vs.sync_threshold", "3 50",
            "net.ipv4.vs.conn_max", "100000",
            "net.ipv4.conf.eth0/100.rp_filter", "2");
    sysctls.write(new PersistSysctls(values));
    assertThat(Files.readAllLines(paths.sysctlFile()).subList(1, 4))
        .isEqualTo(
            List.of(
                "-net.ipv4.conf.eth0/100.rp_filter = 2",
                "-net.ipv4.vs.conn_max = 100000",
                "-net.ipv4.vs.sync_threshold = 3 50"));
    assertThat(sysctls.read()).isEqualTo(values);
    sysctls.write(new PersistSysctls(Map.of()));
    assertThat(paths.sysctlFile()).doesNotExist();
    assertThat(sysctls.read()).isEmpty();
  }

  @Test
  void makesNoSecondLineOutOfAValue() {
    assertThatThrownBy(
            () -> sysctls.write(new PersistSysctls(Map.of("net.ipv4.vs.conn_max", "1\0kernel=2"))))
        .isInstanceOf(HostException.class);
    sysctls.write(new PersistSysctls(Map.of("net.ipv4.vs.conn_max", "1\nkernel.sysrq = 2")));
    assertThat(sysctls.read()).containsOnlyKeys("net.ipv4.vs.conn_max");
  }
}

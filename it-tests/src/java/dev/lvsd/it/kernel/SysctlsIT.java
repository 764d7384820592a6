package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand.LoadModule;
import dev.lvsd.host.HostCommand.SetSysctl;
import dev.lvsd.host.HostException;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.IpvsSysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a network namespace of the test's own: what lvsd knows of them, and the kernel. */
class SysctlsIT {
  private static final String VS = "net.ipv4.vs.";

  @TempDir Path directory;
  private Namespace namespace;
  private Host host;

  @BeforeEach
  void open() {
    namespace = Namespace.create("host");
    host = namespace.call(() -> LinuxHost.open(HostPaths.withConfigurationIn(directory)));
    host.execute(new LoadModule("ip_vs"));
  }

  @AfterEach
  void close() {
    host.close();
    namespace.close();
  }

  private String read(String name) {
    return namespace.call(
        () -> host.look(new HostQuestion(Set.of(), Set.of(name))).sysctls().get(name));
  }

  private void set(String name, String value) {
    namespace.run(() -> host.execute(new SetSysctl(name, value)));
  }

  @Test
  void knowsEverySettingOfTheKernel() {
    List<String> present =
        namespace.call(
            () -> {
              try (Stream<Path> files = Files.list(Path.of("/proc/sys/net/ipv4/vs"))) {
                return files.map(file -> file.getFileName().toString()).toList();
              }
            });
    assertThat(IpvsSysctl.all()).extracting(IpvsSysctl::name).containsAll(present);
    assertThat(present)
        .containsAll(
            IpvsSysctl.all().stream()
                .filter(known -> known.origin().isEmpty())
                .map(IpvsSysctl::name)
                .toList());
  }

  @Test
  void takesWhatTheKernelTakes() {
    for (String each :
        List.of(
            "drop_entry=3",
            "drop_entry=4",
            "drop_packet=-1",
            "secure_tcp=1",
            "expire_nodest_conn=1",
            "expire_nodest_conn=yes",
            "sync_threshold=4 60",
            "sync_threshold=60 4",
            "sync_threshold=4 0",
            "sync_ports=4",
            "sync_ports=3",
            "sync_retries=4",
            "sync_version=0",
            "sync_refresh_period=30",
            "conn_lfactor=9",
            "conn_lfactor=-3",
            "conn_max=5000",
            "conn_max=2000000000",
            "est_nice=5",
            "est_nice=20",
            "est_cpulist=0",
            "est_cpulist=x")) {
      int equals = each.indexOf('=');
      compare(each.substring(0, equals), each.substring(equals + 1));
    }
  }

  /** Asks the kernel, and compares with what lvsd says about the value without a kernel. */
  private void compare(String name, String value) {
    IpvsSysctl known = IpvsSysctl.find(name).orElseThrow();
    String full = VS + name;
    if (read(full) == null) {
      assertThat(known.origin()).startsWith("Linux ");
      assertThatThrownBy(() -> set(full, value))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("this kernel does not have it; it is on Linux ");
    } else if (known.accepts(value)) {
      set(full, value);
      assertThat(read(full)).as(full).isEqualTo(value);
    } else {
      assertThatThrownBy(() -> set(full, value))
          .isInstanceOf(HostException.class)
          .hasMessageStartingWith("set sysctl " + full + " to " + value + ": ")
          .hasMessageContaining("Invalid argument; it takes ");
    }
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    assertThatThrownBy(() -> set(VS + "expire_nodest_con", "1"))
        .isInstanceOf(HostException.class)
        .hasMessageEndingWith("the kernel has no such sysctl; did you mean expire_nodest_conn?");
    assertThatThrownBy(() -> set("net.ipv4.ip_fordward", "1"))
        .hasMessageEndingWith("did you mean ip_forward?");
    assertThatThrownBy(() -> set("net.nonsense.x", "1"))
        .hasMessageContaining("the kernel has no settings of that kind");
  }

  @Test
  void setsTheNamespaceOfTheCallerOnly() throws IOException {
    String before = Files.readString(Path.of("/proc/sys/net/ipv4/vs/cache_bypass"));
    set(VS + "cache_bypass", "1");
    assertThat(read(VS + "cache_bypass")).isEqualTo("1");
    assertThat(Files.readString(Path.of("/proc/sys/net/ipv4/vs/cache_bypass"))).isEqualTo(before);
  }

  @Test
  void reachesInterfacesWhoseNamesHaveDots() {
    namespace.ip("link add lan0 type dummy", "link add link lan0 name lan0.7 type vlan id 7");
    for (String name :
        List.of("net.ipv4.conf.lan0.7.rp_filter", "net.ipv4.conf.lan0/7.rp_filter")) {
      set(name, "2");
      assertThat(read(name)).isEqualTo("2");
      set(name, "0");
    }
    assertThat(read("net.ipv4.conf.lan0.rp_filter")).isEqualTo("0");
  }
}

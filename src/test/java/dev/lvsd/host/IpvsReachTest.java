package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.IpvsAvailability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsReachTest {
  @TempDir Path directory;

  private IpvsAvailability look(String uidMap) throws IOException {
    HostPaths paths =
        new HostPaths(
            directory.resolve("sys"),
            directory.resolve("module"),
            directory.resolve("lib"),
            directory.resolve("modprobe.conf"),
            List.of(),
            directory.resolve("sysctl.conf"));
    return IpvsReach.look(paths, Files.writeString(directory.resolve("uid_map"), uidMap));
  }

  @Test
  void isWhereItsModuleIs() throws IOException {
    String initial = "         0          0 4294967295\n";
    assertThat(look(initial)).isEqualTo(IpvsAvailability.ABSENT);

    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(
        directory.resolve("lib/modules.dep"), "kernel/net/netfilter/ipvs/ip_vs.ko.xz: x.ko\n");
    assertThat(look(initial)).isEqualTo(IpvsAvailability.LOADABLE);

    Files.createDirectories(directory.resolve("module/ip_vs"));
    Files.writeString(directory.resolve("module/ip_vs/initstate"), "live\n");
    assertThat(look(initial)).isEqualTo(IpvsAvailability.ACTIVE);
  }

  @Test
  void isOutOfReachOfAUserNamespaceWhateverIsLoaded() throws IOException {
    assertThat(look("         0       1000          1\n")).isEqualTo(IpvsAvailability.OUT_OF_REACH);
  }
}

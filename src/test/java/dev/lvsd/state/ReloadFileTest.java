package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SavedDirector;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadFileTest {
  private static final SavedDirector DIRECTOR =
      new SavedDirector(
          List.of(
              new SavedDirector.Service(
                  new ServiceSpec(
                      ServiceKeys.parse("udp 10.0.0.1:53"),
                      SchedulerName.MH,
                      Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT),
                      Optional.of(new Persistence(300, new Netmask(AddressFamily.IPV4, 0x0f0f))),
                      Optional.of("sip"),
                      true,
                      true),
                  List.of(
                      ServerSpec.of(key("10.1.0.1:53"), ForwardingMethod.NAT, 3)
                          .withThresholds(4_294_967_295L, 7),
                      ServerSpec.of(key("[2001:db8::1]:53"), ForwardingMethod.DR, 0)
                          .withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE)))),
              new SavedDirector.Service(
                  ServiceSpec.of(ServiceKeys.parse("fwmark 7 ipv6"), SchedulerName.RR)
                      .withPersistence(new Persistence(0, new Netmask(AddressFamily.IPV6, 64))),
                  List.of())),
          new Timeouts(900, 120, 300),
          List.of(
              new SyncDaemon(
                  SyncDaemon.Role.BACKUP,
                  "eth1.7",
                  9,
                  1400,
                  Optional.of(Addresses.parse("ff02::81")),
                  8848,
                  2)),
          Map.of("net.ipv4.vs.sync_threshold", "3 50"),
          List.of("ip_vs_rr", "ip_vs_mh"));

  @TempDir Path directory;

  private static ServerKey key(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    return new ServerKey(endpoint.address(), endpoint.port());
  }

  @Test
  void givesBackWhatWasWrittenUntilItIsDeleted() {
    ReloadFile file = new StateDirectory(directory).reload();
    assertThat(file.read()).isEmpty();
    file.write(DIRECTOR);
    assertThat(file.read()).contains(DIRECTOR);
    file.delete();
    file.delete();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void refusesADamagedFile() throws IOException {
    ReloadFile file = new StateDirectory(directory).reload();
    file.write(DIRECTOR);
    Path path = directory.resolve("reload");
    Files.writeString(path, Files.readString(path).replace("weight=3", "weight=4"));
    assertThatThrownBy(file::read)
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("read " + path + ": it is damaged");
  }

  @FuzzTest
  void readsOrRefusesAnything(byte[] content) {
    byte[] sealed =
        SealedText.write("lvsd-reload 1", List.of(new String(content, UTF_8).split("\n", -1)));
    try {
      SavedDirector read = SavedDirectorText.read(sealed);
      assertThat(SavedDirectorText.write(read)).isNotEmpty();
    } catch (DamagedException e) {
      assertThat(e).hasMessageMatching("(?s)(is|was|has) .+");
    }
  }
}

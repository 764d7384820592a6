package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SyncDaemon.Role;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncDaemonCodecTest {
  @Test
  void writesOnlyWhatIsWanted() {
    SyncDaemon daemon = new SyncDaemon(Role.BACKUP, "eth0", 5, 0, Optional.empty(), 0, 0);

    assertThat(Wire.hex(out -> SyncDaemonCodec.write(out, daemon)))
        .isEqualTo(
            "20000380" + "0800010002000000" + "0900020065746830" + "00000000" + "0800030005000000");
  }

  @Test
  void writesTheGroupInNetworkOrderAndThePortInHostOrder() {
    SyncDaemon daemon =
        new SyncDaemon(
            Role.MASTER, "lo", 0, 1200, Optional.of(Addresses.parse("239.1.2.3")), 8848, 7);

    assertThat(Wire.hex(out -> SyncDaemonCodec.write(out, daemon)))
        .endsWith(
            "06000400b0040000" + "08000500ef010203" + "0600070090220000" + "0500080007000000");
  }

  @Test
  void writesOnlyTheRoleOfADaemonThatIsToStop() {
    assertThat(Wire.hex(out -> SyncDaemonCodec.writeRole(out, Role.MASTER)))
        .isEqualTo("0c000380" + "0800010001000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "7.2"})
  void readsWhatKernelsAnswer(String kernel) {
    assertThat(SyncDaemonCodec.read(Wire.recorded(kernel, "daemon")))
        .isEqualTo(
            new SyncDaemon(
                Role.MASTER, "lo", 5, 1472, Optional.of(Addresses.parse("224.0.0.81")), 8848, 1));
  }

  @Property
  @Domain(SpecDomain.class)
  void readsBackEveryDaemonThatItWrites(@ForAll SyncDaemon daemon) {
    assertThat(SyncDaemonCodec.read(Wire.reread(out -> SyncDaemonCodec.write(out, daemon))))
        .isEqualTo(daemon);
  }

  @Test
  void readsTheEightBitsOfASyncIdThatCount() {
    assertThat(
            SyncDaemonCodec.read(
                    Wire.read("1c000300 0800010001000000 07000200 6c6f0000 0800030005010000"))
                .syncId())
        .isEqualTo(5);
  }
}

package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VipCommandsTest {
  private final Shell shell = new Shell();
  private final ScriptedVips vips = shell.operations.vips;

  @Test
  void showsWhereVipsAreAndWhose() {
    assertThat(shell.run("vip", "list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            VIP           INTERFACE  STATE    CLUSTER  SERVICES
            203.0.113.10  eth0       present  shop            1
            2001:db8::1   -          missing  -               1
            """);
    shell.run("vip", "list", "-o", "wide");
    assertThat(shell.out()).contains("shop     tcp 203.0.113.10:80\n");
  }

  @Test
  void tellsProgramsEverything() {
    assertThat(shell.run("vip", "list", "-o", "json")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            [
              {
                "address": "203.0.113.10",
                "interface": "eth0",
                "prefixLength": 32,
                "present": true,
                "owned": true,
                "cluster": "shop",
                "services": [
                  "tcp 203.0.113.10:80"
                ]
              },
              {
                "address": "2001:db8::1",
                "interface": null,
                "prefixLength": null,
                "present": false,
                "owned": false,
                "cluster": null,
                "services": [
                  "udp [2001:db8::1]:53"
                ]
              }
            ]
            """);
  }

  @Test
  void saysThatThereAreNone() {
    vips.vips = List.of();
    assertThat(shell.run("vip", "list")).isZero();
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).isEqualTo("No virtual addresses.\n");
  }

  @Test
  void announcesEverythingThatIsHere() {
    assertThat(shell.run("vip", "announce")).isZero();
    assertThat(vips.request)
        .isEqualTo(
            new VipOperations.AnnounceRequest(
                List.of(), List.of(), Optional.empty(), Optional.empty()));
    assertThat(shell.out()).isEqualTo("announced 203.0.113.10 on eth0, 3 times\n");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void tellsAddressesFromFiles() {
    shell.run(
        "vip", "announce", "--count", "5", "--gap", "500ms", "203.0.113.10", "shop.yaml", "::1");
    assertThat(vips.request)
        .isEqualTo(
            new VipOperations.AnnounceRequest(
                List.of(Addresses.parse("203.0.113.10"), Addresses.parse("::1")),
                List.of(Path.of("shop.yaml")),
                Optional.of(5),
                Optional.of(Duration.ofMillis(500))));
  }

  @Test
  void failsWhenOneCouldNotBeAnnounced() {
    vips.announced =
        List.of(
            new Announced(ScriptedVips.WEB, 3, Optional.empty()),
            new Announced(
                ScriptedVips.WEB, 1, Optional.of("announce 203.0.113.10 on eth0: eth0 is down")));
    assertThat(shell.run("vip", "announce")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.out()).isEqualTo("announced 203.0.113.10 on eth0, 3 times\n");
    assertThat(shell.err())
        .isEqualTo("lvsctl: error: announce 203.0.113.10 on eth0: eth0 is down\n");
    shell.run("vip", "announce", "-o", "json");
    assertThat(shell.out()).contains("\"times\": 1,", "\"failure\": \"announce 203.0.113.10 on");
  }

  @Test
  void saysHowFarItIsWhenItTakesLong() {
    vips.beforeRound = () -> shell.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    shell.run("vip", "announce");
    assertThat(shell.err()).isEqualTo("announced 2 times\nannounced 3 times\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--count 0", "--count 61", "--gap 61s", "--count many"})
  void refusesWhatWouldNotEnd(String options) {
    assertThat(shell.run(("vip announce " + options).split(" "))).isEqualTo(ExitCodes.USAGE);
    assertThat(vips.request).isNull();
  }
}

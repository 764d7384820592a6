package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.ConnectionLoad;
import dev.lvsd.advise.HostReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lvsctl advise} and {@code lvsctl host check}. */
class AdviseCommandsTest {
  private final Shell shell = new Shell();

  @Test
  void sizesTheTableForARate() {
    assertThat(run("advise conn-table --rate 200 --timeout 200s")).as(shell.err()).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            load: 40000 connections (200/s x 200 s)
            kernel: 6.1.176, takes conn_tab_bits 8 to 27
            advice: conn_tab_bits=16
            table: 65536 buckets, 512 KiB
            entries: 13 MiB, 320 bytes each
            look-up: chains of 0.61 entries, the longest about 6; compares 1.31 for a known \
            connection, 0.61 for a new one
            ok       a bucket for each: 2^16 >= 40000 entries
            ok       the kernel's own rule, a table not far less than arrivals per second x \
            seconds each lasts, asks for 2^15
            problem  in force is conn_tab_bits=12: chains of 9.77 entries; set \
            director.connTabBits: 16
            """);
  }

  @Test
  void sizesTheTableForWhatItHolds() {
    assertThat(run("advise conn-table")).isZero();
    assertThat(shell.operations.host.question)
        .isEqualTo(new ConnTableQuestion(Optional.empty(), Optional.empty()));
    assertThat(shell.out()).startsWith("load: 12 connections and 3 templates (in the table now)\n");
  }

  @Test
  void sizesTheTableOfAnotherKernel() {
    assertThat(run("advise conn-table --connections 1000000 --nat --kernel 2.6.32 -o json"))
        .isZero();
    assertThat(shell.operations.host.question.load())
        .contains(new ConnectionLoad(1_000_000, 0, true, "--connections"));
    JsonObject advice = JsonParser.parseString(shell.out()).getAsJsonObject();
    assertThat(advice.get("connTabBits").getAsInt()).isEqualTo(20);
    assertThat(advice.get("bucketBytes").getAsInt()).isEqualTo(16);
    assertThat(advice.get("bytesPerEntry").getAsInt()).isEqualTo(192);
    assertThat(advice.get("tableBytes").getAsLong()).isEqualTo(16L << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--connections 0",
        "--connections 5 --rate 2",
        "--rate 2",
        "--timeout 5m",
        "--persistence 5m",
        "--rate 0 --timeout 5m",
        "--rate NaN --timeout 5m",
        "--rate much --timeout 5m"
      })
  void refusesQuestionsThatMakeNoSense(String options) {
    assertThat(run("advise conn-table " + options)).isEqualTo(ExitCodes.USAGE);
    assertThat(shell.err()).contains("lvsctl advise conn-table --help");
  }

  @Test
  void tellsWhichSchedulersTheKernelHas() {
    assertThat(run("advise scheduler")).isZero();
    assertThat(shell.out().lines())
        .hasSize(15)
        .anyMatch(line -> line.matches("wlc +yes +connections of different length.*"))
        .anyMatch(line -> line.matches("twos +no +.*"));
    assertThat(run("advise scheduler -o json")).isZero();
    JsonArray schedulers = JsonParser.parseString(shell.out()).getAsJsonArray();
    assertThat(schedulers.get(0).getAsJsonObject().get("module").getAsString()).isEqualTo("loaded");
  }

  @Test
  void tellsWhichSettingsMatter() {
    assertThat(run("advise sysctls a.yaml")).isZero();
    assertThat(shell.operations.host.files).containsExactly(Path.of("a.yaml"));
    assertThat(shell.out())
        .isEqualTo(
            """
            problem  net.ipv4.ip_forward = 0; better: 1
                nat needs it
            unknown  net.ipv4.vs.conntrack = (cannot be read); better: 0
                costs memory
            """);
    assertThat(run("advise sysctls -o json")).isZero();
    assertThat(shell.operations.host.files).isEmpty();
    assertThat(JsonParser.parseString(shell.out()).getAsJsonArray()).hasSize(2);
  }

  @Test
  void explainsTheDirector() {
    assertThat(run("host check")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            ok       kernel: Linux 6.1.176
            problem  module ip_vs_mh: not loaded
                needed: scheduler mh of service web
                next: modprobe ip_vs_mh
            1 problem, 0 to consider, 1 ok.
            """);
    assertThat(run("host check a.yaml -o json")).isZero();
    JsonObject report = JsonParser.parseString(shell.out()).getAsJsonObject();
    assertThat(report.get("problems").getAsInt()).isEqualTo(1);
    assertThat(report.getAsJsonArray("findings").get(0).getAsJsonObject().get("next").isJsonNull())
        .isTrue();
  }

  @Test
  void saysByExitCodeThatThereAreProblemsOnlyWhenAsked() {
    assertThat(run("host check --exit-code")).isEqualTo(ExitCodes.CHANGES_PENDING);
    shell.operations.host.report = new HostReport(List.of());
    assertThat(run("host check --exit-code")).isZero();
  }

  private int run(String line) {
    return shell.run(line.split(" ", -1));
  }
}

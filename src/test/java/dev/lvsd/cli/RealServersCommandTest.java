package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.MacAddress;
import dev.lvsd.probe.PathReport;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.probe.VipReport;
import dev.lvsd.remote.Finding;
import dev.lvsd.remote.ServerReport;
import dev.lvsd.remote.ServerTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealServersCommandTest {
  private final Shell shell = new Shell();

  @Test
  void handsItsOptionsOn() {
    assertThat(
            shell.run(
                "rs",
                "apply",
                "a.yaml",
                "--only",
                "a",
                "--only",
                "10.2.0.12",
                "--parallel",
                "3",
                "--timeout",
                "5s",
                "-F",
                "config"))
        .isZero();
    assertThat(shell.operations.asked)
        .isEqualTo(
            new RealServerOperations.Request(
                ServerTask.APPLY,
                List.of(Path.of("a.yaml")),
                false,
                List.of("a", "10.2.0.12"),
                3,
                Duration.ofSeconds(5),
                Optional.of(Path.of("config"))));
  }

  @Test
  void asksThisMachineWhereNoOtherIsMeant() {
    assertThat(shell.run("rs", "local", "check", "a.yaml")).isZero();
    assertThat(shell.operations.asked.local()).isTrue();
    assertThat(shell.run("rs", "local", "check", "a.yaml", "--only", "a"))
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void showsEachMachineAndASummary() {
    shell.operations.reports =
        List.of(
            report("10.2.0.11", List.of("add 10.1.0.100/32 to lo"), List.of(), Optional.empty()),
            report("10.2.0.12", List.of(), List.of(), Optional.of("log in to 10.2.0.12: refused")));
    assertThat(shell.run("rs", "apply", "a.yaml")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.out())
        .isEqualTo(
            """
            10.2.0.11: prepared in 1 step (2 round trips, 0.25 s)
              add 10.1.0.100/32 to lo
            10.2.0.12: failed (2 round trips, 0.25 s)
              failed: log in to 10.2.0.12: refused
            2 real servers: 1 good, 0 faulty, 1 failed; 4 round trips, the slowest took 0.25 s.
            """);
    assertThat(shell.err())
        .isEqualTo("apply 1 of 2: 10.2.0.11 ok\napply 2 of 2: 10.2.0.12 failed\n");
  }

  @Test
  void saysByItsExitCodeWhetherAMachineIsGood() {
    Finding advice = new Finding(Finding.Severity.ADVICE, "mind the segments");
    shell.operations.reports =
        List.of(report("10.2.0.11", List.of(), List.of(advice), Optional.empty()));
    assertThat(shell.run("rs", "check", "a.yaml")).isZero();
    Finding fault = new Finding(Finding.Severity.FAULT, "10.1.0.100 is missing");
    shell.operations.reports =
        List.of(report("10.2.0.11", List.of(), List.of(fault), Optional.empty()));
    assertThat(shell.run("rs", "check", "a.yaml", "-o", "json")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.out())
        .contains("\"severity\": \"fault\"")
        .contains("\"message\": \"10.1.0.100 is missing\"")
        .contains("\"roundTrips\": 2");
  }

  @Test
  void saysByItsExitCodeThatSomethingIsLeftToDoOnlyWhenAsked() {
    shell.operations.reports =
        List.of(report("10.2.0.11", List.of("add it"), List.of(), Optional.empty()));
    assertThat(shell.run("rs", "plan", "a.yaml")).isZero();
    assertThat(shell.run("rs", "plan", "--exit-code", "a.yaml"))
        .isEqualTo(ExitCodes.CHANGES_PENDING);
  }

  @Test
  void probesWithoutSsh() {
    shell.operations.seen = SEEN;
    assertThat(
            shell.run(
                "rs",
                "probe",
                "a.yaml",
                "--only",
                "a",
                "--interface",
                "eth1",
                "--probe-timeout",
                "500ms"))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(shell.operations.probed)
        .isEqualTo(
            new RealServerOperations.ProbeRequest(
                List.of(Path.of("a.yaml")),
                List.of("a"),
                Optional.of("eth1"),
                10,
                Duration.ofMillis(500)));
    assertThat(shell.out())
        .isEqualTo(
            """
            fault: 10.1.0.100 is answered for by 02:00:00:00:00:11 (asked on eth1)
            fault: web 10.1.0.100:80 by dr to a (10.1.0.11): application down: it refuses
            web 10.1.0.100:80 by dr to b (10.1.0.12): good: it answers
            Probed 1 VIP and 2 real servers: 2 faults (1.20 s).
            """);
    assertThat(shell.run("rs", "probe", "a.yaml", "--probe-timeout", "0s"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(shell.run("rs", "probe", "a.yaml", "-F", "config")).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void probesAfterACheckWhenAsked() {
    shell.operations.reports = List.of(report("10.2.0.11", List.of(), List.of(), Optional.empty()));
    assertThat(shell.run("rs", "check", "a.yaml")).isZero();
    assertThat(shell.operations.probed).isNull();
    shell.operations.seen = SEEN;
    assertThat(shell.run("rs", "check", "a.yaml", "--probe", "-o", "json"))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(shell.out())
        .contains("\"realServers\": [")
        .contains("\"host\": \"10.2.0.11\"")
        .contains("\"probe\": {")
        .contains("\"faults\": 2")
        .contains("\"mac\": \"02:00:00:00:00:11\"")
        .contains("\"verdict\": \"application_down\"");
    assertThat(shell.run("rs", "local", "check", "a.yaml", "--probe")).isEqualTo(ExitCodes.USAGE);
  }

  private static final ProbeReport SEEN =
      new ProbeReport(
          List.of(
              new VipReport(
                  Addresses.parse("10.1.0.100"),
                  Optional.of("eth1"),
                  true,
                  List.of(
                      new VipReport.Answer(
                          new MacAddress(0x0200_0000_0011L), Optional.empty(), false)),
                  List.of("10.1.0.100 is answered for by 02:00:00:00:00:11"),
                  Optional.empty())),
          List.of(
              path("a (10.1.0.11)", PathReport.Verdict.APPLICATION_DOWN, "it refuses"),
              path("b (10.1.0.12)", PathReport.Verdict.GOOD, "it answers")),
          Duration.ofMillis(1200));

  private static PathReport path(String server, PathReport.Verdict verdict, String message) {
    return new PathReport("web", "10.1.0.100:80", server, "dr", verdict, message);
  }

  private static ServerReport report(
      String host, List<String> steps, List<Finding> findings, Optional<String> failure) {
    return new ServerReport(
        host, ServerTask.APPLY, steps, findings, failure, 2, Duration.ofMillis(250));
  }
}

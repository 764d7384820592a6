package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problem;
import dev.lvsd.plan.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
  private static final Problem TYPO =
      new Problem(
          Problem.Severity.ERROR,
          new Position("cluster.yaml", 4, 5),
          "services[0].schedular",
          "unknown key",
          "did you mean 'scheduler'?");

  private final Shell shell = new Shell();

  @Test
  void showsThePlanAndChangesNothing() {
    shell.operations.plan = Samples.plan();
    assertThat(shell.run("plan", "a.yaml", "b.yaml", "--prune", "--now")).isZero();
    assertThat(shell.out()).contains("+ service udp [2001:db8::1]:53").contains("3 to add");
    assertThat(shell.operations.planned)
        .isEqualTo(
            new Operations.PlanRequest(
                List.of(Path.of("a.yaml"), Path.of("b.yaml")), true, true, false));
    assertThat(shell.operations.applied).isNull();
    assertThat(shell.operations.closed).isTrue();
  }

  @Test
  void saysByExitCodeThatChangesArePendingOnlyWhenAsked() {
    assertThat(shell.run("plan", "--exit-code", "a.yaml")).isEqualTo(ExitCodes.OK);
    shell.operations.plan = Samples.plan();
    assertThat(shell.run("plan", "a.yaml")).isEqualTo(ExitCodes.OK);
    assertThat(shell.run("plan", "--exit-code", "a.yaml")).isEqualTo(ExitCodes.CHANGES_PENDING);
    assertThat(shell.run("apply", "--dry-run", "--exit-code", "a.yaml"))
        .isEqualTo(ExitCodes.CHANGES_PENDING);
    assertThat(shell.operations.applied).isNull();
  }

  @Test
  void handsTheOptionsOfApplyOn() {
    assertThat(
            shell.run(
                "apply", "a.yaml", "--fail-fast", "--wait", "5m", "--drain-deadline", "1h30m"))
        .isZero();
    assertThat(shell.operations.applied)
        .isEqualTo(
            new Operations.ApplyRequest(
                new Operations.PlanRequest(List.of(Path.of("a.yaml")), false, false, false),
                true,
                Duration.ofMinutes(5),
                Optional.of(Duration.ofMinutes(90)),
                Optional.empty(),
                new Operations.Remark(
                    "apply a.yaml --fail-fast --wait 5m --drain-deadline 1h30m", "")));
  }

  @Test
  void waitsThirtySecondsForConnectionsUnlessToldOtherwise() {
    shell.run("apply", "a.yaml");
    assertThat(shell.operations.applied.drainWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(shell.operations.applied.drainDeadline()).isEmpty();
  }

  @Test
  void failsWhenAChangeFailed() {
    shell.operations.plan = Samples.plan();
    shell.operations.outcomes =
        List.of(new Outcome.Failed(Samples.plan().changes().get(1), "create service x: refused"));
    assertThat(shell.run("apply", "a.yaml")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err()).isEqualTo("failed: create service x: refused\n");
  }

  @Test
  void saysByExitCodeThatRemovalsStillWait() {
    shell.operations.plan = Samples.plan();
    shell.operations.outcomes =
        List.of(new Outcome.Draining(Samples.plan().changes().get(7), 1, 2));
    assertThat(shell.run("apply", "a.yaml")).isEqualTo(ExitCodes.OK);
    assertThat(shell.run("apply", "a.yaml", "--exit-code")).isEqualTo(ExitCodes.CHANGES_PENDING);
  }

  @Test
  void writesOneDocumentForAnApply() {
    shell.operations.plan = Samples.plan();
    assertThat(shell.run("apply", "a.yaml", "-o", "json")).isZero();
    assertThat(shell.out()).startsWith("{\n  \"outcomes\": [").endsWith("}\n");
  }

  @Test
  void readsTheDirectoryOfTheInstallationWhenNoFileIsNamed(@TempDir Path directory) {
    shell.definitions = directory;
    assertThat(shell.run("plan")).isZero();
    assertThat(shell.operations.planned.files()).containsExactly(directory);
  }

  @Test
  void wantsAFileWhereThereIsNoSuchDirectory() {
    assertThat(shell.run("apply")).isEqualTo(ExitCodes.USAGE);
    assertThat(shell.err())
        .isEqualTo(
            """
            lvsctl: error: no FILE given, and there is no directory /nowhere; name one, for example cluster.yaml
            Try 'lvsctl apply --help'.
            """);
  }

  @Test
  void listsEveryProblemOfADefinition() {
    shell.operations.problems = List.of(TYPO);
    assertThat(shell.run("validate", "cluster.yaml")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err())
        .isEqualTo(
            """
            cluster.yaml:4:5: services[0].schedular: unknown key (did you mean 'scheduler'?)
            1 error
            """);
    shell.operations.failure = new InvalidDefinitionException(List.of(TYPO));
    assertThat(shell.run("plan", "cluster.yaml")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err())
        .isEqualTo(
            """
            cluster.yaml:4:5: services[0].schedular: unknown key (did you mean 'scheduler'?)
            1 error
            lvsctl: error: the definition has errors; nothing was changed
            """);
  }

  @Test
  void saysThatADefinitionIsValid() {
    assertThat(shell.run("validate", "cluster.yaml")).isZero();
    assertThat(shell.out()).isEqualTo("Valid: 0 clusters, 0 services, 0 real servers.\n");
  }

  @Test
  void tellsAFailureInOneSentence() {
    shell.operations.failure = ScriptedOperations.refusal();
    assertThat(shell.run("get", "services")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .isEqualTo("lvsctl: error: read the table: the kernel has no ip_vs; try: modprobe ip_vs\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"option", "variable"})
  void showsTheStackOnlyToThoseWhoDebug(String how) {
    shell.operations.failure = ScriptedOperations.refusal();
    if (how.equals("variable")) {
      shell.environment.put("LVSD_DEBUG", "1");
      shell.run("get", "services");
    } else {
      shell.run("get", "services", "--debug");
    }
    assertThat(shell.err()).contains("\tat dev.lvsd.cli.ScriptedOperations.");
  }

  @Test
  void asksForAReportOfItsOwnMistakes() {
    shell.operations.failure = new IllegalStateException("seven");
    assertThat(shell.run("get", "services")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err())
        .isEqualTo(
            """
            lvsctl: error: lvsctl get services failed in a way that lvsd did not foresee: java.lang.IllegalStateException: seven
            This is a mistake in lvsd. Please report it, with the output of 'lvsctl get services ... --debug' and of 'lvsctl version -o wide'.
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "pln, did you mean plan?",
    "plan --prun, did you mean --prune?",
    "get service, did you mean services?",
    "get services -o xml, 'xml'",
    "apply --wait soon a.yaml, \"'soon' is not a duration: expected 30s, 5m or 1h30m\"",
    "get connections --limit 0, --limit 0: expected 1 or more",
    "get connections --protocol icmp, '--protocol ICMP: expected tcp, udp, sctp or ip'",
    "get services nonsense, 'nonsense'"
  })
  void answersAWrongCommandLineWithTheNextStep(String line, String expected) {
    assertThat(shell.run(line.split(" "))).isEqualTo(ExitCodes.USAGE);
    assertThat(shell.err())
        .startsWith("lvsctl: error: ")
        .contains(expected.replace("\"", ""))
        .contains("--help'.\n");
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get"})
  void listsTheCommandsWhenOneIsMissing(String line) {
    assertThat(line.isEmpty() ? shell.run() : shell.run(line)).isEqualTo(ExitCodes.USAGE);
    assertThat(shell.err()).contains("Commands:").contains("Examples:");
  }

  static Stream<String> commands() {
    return Stream.of(
        "",
        "validate",
        "plan",
        "apply",
        "get",
        "get services",
        "get servers",
        "get connections",
        "get timeouts",
        "get daemons",
        "get status",
        "version",
        "schema");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEveryCommandWithExamples(String command) {
    assertThat(shell.run((command + " --help").strip().split(" "))).isZero();
    assertThat(shell.out())
        .contains("Usage: " + ("lvsctl " + command).strip())
        .contains("Options:")
        .contains("Examples:\n  lvsctl ")
        .doesNotContain("\u001b")
        .doesNotContain("null");
  }

  @Test
  void namesTheExitCodesInItsHelp() {
    shell.run("--help");
    assertThat(shell.out()).contains("Exit codes:").contains("  3   something is left to do");
  }

  @ParameterizedTest
  @CsvSource({
    "true, auto, '', true",
    "true, auto, NO_COLOR, false",
    "false, auto, '', false",
    "false, always, NO_COLOR, true",
    "true, never, '', false"
  })
  void coloursOnATerminalUnlessToldOtherwise(
      boolean terminal, String when, String variable, boolean colours) {
    shell.terminal = terminal;
    if (!variable.isEmpty()) {
      shell.environment.put(variable, "1");
    }
    shell.operations.plan = Samples.plan();
    shell.run("plan", "a.yaml", "--color", when);
    assertThat(shell.out().contains("\u001b[32m")).isEqualTo(colours);
  }

  @Test
  void keepsItsStateWhereItIsTold() {
    shell.run("plan", "a.yaml");
    assertThat(shell.operations.stateDirectory).isEqualTo(Path.of("/var/lib/lvsd"));
    shell.environment.put("LVSD_STATE", "/tmp/a");
    shell.run("plan", "a.yaml");
    assertThat(shell.operations.stateDirectory).isEqualTo(Path.of("/tmp/a"));
    shell.run("plan", "a.yaml", "--state-dir", "/tmp/b");
    assertThat(shell.operations.stateDirectory).isEqualTo(Path.of("/tmp/b"));
  }

  @Test
  void tellsItsVersionWithoutAskingTheKernel() {
    shell.operations.failure = ScriptedOperations.refusal();
    assertThat(shell.run("version")).isZero();
    assertThat(shell.out()).contains("lvsd: ").contains("kernel: ").doesNotContain("ipvs");
  }

  @Test
  void tellsWhyTheKernelGaveNoVersion() {
    assertThat(shell.run("version", "-o", "wide")).isZero();
    assertThat(shell.out()).contains("ipvs: 1.2.1\n");
    shell.operations.failure = ScriptedOperations.refusal();
    assertThat(shell.run("version", "-o", "wide")).isZero();
    assertThat(shell.out())
        .contains("ipvs: not available: read the table: the kernel has no ip_vs");
  }

  @Test
  void printsTheSchema() {
    assertThat(shell.run("schema")).isZero();
    assertThat(shell.out()).isEqualTo("{}\n");
  }

  @Test
  void completesCommandsInTheShell() {
    assertThat(shell.run("generate-completion")).isZero();
    assertThat(shell.out()).contains("complete ").contains("lvsctl").contains("connections");
  }
}

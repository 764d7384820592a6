package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.cli.Samples;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysInOneSentenceThatEverythingIsDone() {
    Plan plan = Samples.plan();
    write(plan, plan.changes().stream().<Outcome>map(Outcome.Done::new).toList());
    assertThat(out).hasToString("Applied 9 changes in 0.04 s.\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isSilentWhenNothingWasToBeDone() {
    write(new Plan(List.of(), List.of(), List.of()), List.of());
    assertThat(out.toString() + err).isEmpty();
  }

  @Test
  void tellsEveryFailureAndWhatWaits() {
    List<Change> changes = Samples.plan().changes();
    write(
        Samples.plan(),
        List.of(
            new Outcome.Done(changes.get(0)),
            new Outcome.Failed(changes.get(1), "create service udp [2001:db8::1]:53: refused"),
            new Outcome.Skipped(changes.get(2), "its service could not be created"),
            new Outcome.Draining(changes.get(7), 2, 1)));
    assertThat(err)
        .hasToString(
            """
            failed: create service udp [2001:db8::1]:53: refused
            skipped: server [2001:db8::53]:53 of udp [2001:db8::1]:53: its service could not be created
            """);
    assertThat(out)
        .hasToString(
            """
            waiting: server 10.2.0.12:80 of tcp 203.0.113.10:80: 2 active, 1 inactive connection
            Applied 1 of 4 changes in 0.04 s: 1 failed, 1 skipped, 1 waiting.
            What waits is quiesced; apply again later to remove it, or with --now to cut its connections.
            Apply again when the reason is mended; what is done stays done.
            """);
  }

  private void write(Plan plan, List<Outcome> outcomes) {
    new ReportText(new PrintWriter(out), new PrintWriter(err))
        .write(new ApplyReport(plan, outcomes, List.of(), Duration.ofMillis(42)));
  }
}

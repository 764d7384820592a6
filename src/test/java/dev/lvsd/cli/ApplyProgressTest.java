package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.cli.view.OutputFormat;
import dev.lvsd.cli.view.Paint;
import dev.lvsd.cli.view.Views;
import dev.lvsd.plan.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyProgressTest {
  private final Shell shell = new Shell();

  @Test
  void isSilentForTwoSeconds() {
    ApplyProgress progress = progress();
    at(Duration.ofMillis(1999));
    progress.progress(5, 10);
    progress.end();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void writesALineNowAndThenWhereNobodyLooks() {
    ApplyProgress progress = progress();
    at(Duration.ofSeconds(2));
    progress.progress(5, 10);
    at(Duration.ofSeconds(5));
    progress.progress(7, 10);
    at(Duration.ofSeconds(12));
    progress.draining(List.of(new Outcome.Draining(Samples.plan().changes().get(7), 2, 3)));
    progress.end();
    assertThat(shell.err())
        .isEqualTo(
            """
            applying: 5 of 10 changes
            waiting for 5 connections of 1 removal to end (2 active)
            """);
  }

  @Test
  void rewritesOneLineOnATerminalAndClearsIt() {
    shell.terminal = true;
    ApplyProgress progress = progress();
    at(Duration.ofSeconds(2));
    progress.progress(5, 10);
    at(Duration.ofSeconds(3));
    progress.progress(9, 9);
    progress.end();
    assertThat(shell.err())
        .isEqualTo(
            "\rapplying: 5 of 10 changes"
                + "\rapplying: 9 of 9 changes "
                + "\r                         \r");
  }

  @Test
  void ofManyChangesLooksAtSomeOnly() {
    ApplyProgress progress = progress();
    at(Duration.ofSeconds(2));
    progress.progress(299, 76_800);
    assertThat(shell.err()).isEmpty();
    progress.progress(300, 76_800);
    assertThat(shell.err()).isEqualTo("applying: 300 of 76800 changes\n");
  }

  private ApplyProgress progress() {
    Terminal terminal = shell.terminal();
    ApplyProgress progress =
        new ApplyProgress(
            terminal, Views.of(OutputFormat.TABLE, terminal.out(), terminal.err(), Paint.PLAIN));
    progress.planned(Samples.plan());
    return progress;
  }

  private void at(Duration time) {
    shell.nanos.set(time.toNanos());
  }
}

package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_DUMP;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_DUMP_INTR;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_MULTI;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final GenericNetlink netlink = kernel.connect(TIMEOUT);

  @Test
  void collectsAllPartsOfAllDatagramsInOrder() {
    kernel.then(
        (sent, answers) -> {
          ScriptedKernel.Sent request = sent.get(0);
          part(answers, request, 1);
          part(answers, request, 2).endDatagram();
          part(answers, request, 3).done(request, 0);
        });
    assertThat(dump()).containsExactly(1, 2, 3);
    assertThat(kernel.datagrams().get(0).get(0).flags()).isEqualTo(NLM_F_REQUEST | NLM_F_DUMP);
  }

  @Test
  void answersAnEmptyListForAnEmptyTable() {
    kernel.then((sent, answers) -> answers.done(sent.get(0), 0));
    assertThat(dump()).isEmpty();
  }

  @Test
  void startsAgainWhenTheTableChangedMeanwhile() {
    kernel
        .then(
            (sent, answers) -> {
              part(answers, sent.get(0), 1);
              answers
                  .part(sent.get(0), NLM_F_MULTI | NLM_F_DUMP_INTR, out -> out.u32(1, 2))
                  .done(sent.get(0), 0);
            })
        .then((sent, answers) -> part(answers, sent.get(0), 3).done(sent.get(0), 0));
    assertThat(dump()).containsExactly(3);
  }

  @Test
  void givesUpOnATableThatNeverRests() {
    kernel.then(
        (sent, answers) ->
            answers
                .part(sent.get(0), NLM_F_MULTI | NLM_F_DUMP_INTR, out -> out.u32(1, 2))
                .done(sent.get(0), 0));
    assertThatThrownBy(this::dump)
        .isInstanceOf(NetlinkException.class)
        .hasMessage(
            "do test command 4: gave up after 8 attempts: the table changed each time while it was"
                + " read; try again");
    assertThat(kernel.datagrams()).hasSize(Connection.DUMP_ATTEMPTS);
  }

  @Test
  void waitsForTheEndOfAnotherDump() {
    kernel
        .then((sent, answers) -> answers.error(sent.get(0), Errno.EBUSY))
        .then((sent, answers) -> part(answers, sent.get(0), 1).done(sent.get(0), 0));
    assertThat(dump()).containsExactly(1);
    assertThat(kernel.waited()).isPositive().isLessThan(Duration.ofMillis(100));
  }

  @Test
  void doesNotWaitForeverForTheEndOfAnotherDump() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EBUSY));
    assertThatThrownBy(this::dump)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBUSY))
        .hasMessageContaining("busy with another dump");
    assertThat(kernel.waited()).isLessThan(TIMEOUT);
  }

  @Test
  void startsAgainWhenPartsWereLost() {
    kernel
        .then((sent, answers) -> part(answers, sent.get(0), 1).overflow().done(sent.get(0), 0))
        .then((sent, answers) -> part(answers, sent.get(0), 2).done(sent.get(0), 0));
    assertThat(dump()).containsExactly(2);
  }

  @Test
  void dropsWhatIsLeftOfADumpThatStartedAgain() {
    kernel
        .then((sent, answers) -> part(answers, sent.get(0), 1).endDatagram().overflow())
        .then(
            (sent, answers) -> {
              ScriptedKernel.Sent before = kernel.datagrams().get(0).get(0);
              part(answers, before, 1).done(before, 0);
              part(answers, sent.get(0), 2).done(sent.get(0), 0);
            });
    assertThat(dump()).containsExactly(2);
  }

  @Test
  void reportsARefusalAtTheStart() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EPERM));
    assertThatThrownBy(this::dump)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
    assertThat(kernel.datagrams()).hasSize(1);
  }

  @Test
  void reportsAFailureAtTheEnd() {
    kernel.then((sent, answers) -> part(answers, sent.get(0), 1).done(sent.get(0), Errno.EMSGSIZE));
    assertThatThrownBy(this::dump)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
  }

  @Test
  void reportsAnEndThatDoesNotCome() {
    kernel.then((sent, answers) -> part(answers, sent.get(0), 1));
    assertThatThrownBy(this::dump).isInstanceOf(NetlinkTimeoutException.class);
    assertThat(kernel.waited()).isEqualTo(TIMEOUT);
  }

  private List<Integer> dump() {
    return netlink.dump(TestRequest.empty(4), TestRequest::number);
  }

  private static ScriptedKernel part(
      ScriptedKernel answers, ScriptedKernel.Sent request, int number) {
    return answers.part(request, NLM_F_MULTI, out -> out.u32(1, number));
  }
}

package dev.lvsd.dataplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.SchedulerFlag;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Picks that were observed on Linux 6.1, 6.12 and 7.2. */
class SchedulerVectorsTest {
  private static int[] weights(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "rr,  1 1 1,    CBACBACBA",
    "wrr, 1 2 4,    CBACCCBCBACCCBCBACCCBCBA",
    "wrr, 4 3 2,    CBAABACBACBAABACBACBAABA",
    "wrr, 10 20 30, CBACCBCBACCBCBACCB",
    "wlc, 1 2 4,    CBACCBCCBACCBCCBACCBC",
    "sed, 1 2 4,    CCBCCBACCBCCBACCBCCBA",
    "nq,  1 2 4,    CBACCCBCCBCCBACCBCCBA",
    "fo,  1 4 4,    CCCC",
    "ovf, 1 4 2,    BBBBBCCCAA----",
    "sh,  1 1 1,    CABACACACBCBCBABABACACACBCAABABC",
    "sh,  1 2 3,    BACACCCCCCBCBCCBCBABABACBCCACACB",
    "sh,  1 0 1,    CA-ACACAC-C-C-A-A-ACACAC-CAA-A-C",
    "mh,  1 1 1,    BABBABBCACBCAABABBACAAACBBAAACCC",
    "mh,  1 2 4,    BABBABBCBCBCACBCBBACACCCBBACACCC"
  })
  void picksAsTheKernelDoes(String scheduler, String weights, String picks) {
    assertThat(Balance.of(scheduler).servers(weights(weights)).picks(picks.length()))
        .isEqualTo(picks);
    assertThat(
            Balance.of(scheduler, Accounting.REWORKED)
                .servers(weights(weights))
                .picks(picks.length()))
        .isEqualTo(picks);
  }

  @ParameterizedTest
  @CsvSource({
    "lc,  1 1 1, CBACBACBA",
    "wlc, 1 2 4, CBACCBCCBACCBCCBACCBC",
    "sed, 1 2 4, CCCCCCCCC"
  })
  void picksForConnectionsThatAreNeverActive(String scheduler, String weights, String picks) {
    assertThat(Balance.of(scheduler).udp().servers(weights(weights)).picks(picks.length()))
        .isEqualTo(picks);
  }

  @Test
  void letsANewServerOfRrWaitForItsTurn() {
    Balance rr = Balance.of("rr").servers(1, 1, 1);
    assertThat(rr.picks(4) + rr.add('D', 1).picks(8)).isEqualTo("CBACBADCBADC");
  }

  @Test
  void keepsTheTurnOfRrWhenAServerGoes() {
    Balance rr = Balance.of("rr").servers(1, 1, 1);
    assertThat(rr.picks(2) + rr.remove('B').picks(10)).isEqualTo("CBACACACACAC");
  }

  @Test
  void goesOnAfterAChangeOfWeightsOfWrr() {
    Balance wrr = Balance.of("wrr").servers(1, 2, 4);
    assertThat(wrr.picks(7) + wrr.weight('C', 0).picks(17)).isEqualTo("CBACCCBBBABBABBABBABBABB");
  }

  @Test
  void looksAtThePortWithShPort() {
    Balance sh = Balance.of("sh").servers(1, 1, 1).flags(SchedulerFlag.PORT).oneClient();
    assertThat(sh.picks(32)).isEqualTo("BCACBCBCBABABBCACACBCBCBABCCACAB");
  }

  @Test
  void looksFurtherWithShFallback() {
    Balance sh = Balance.of("sh").servers(1, 1, 1).flags(SchedulerFlag.FALLBACK).weight('B', 0);
    assertThat(sh.picks(32)).isEqualTo("CAAACACACACACAAAAAACACACACAAAAAC");
  }

  @Test
  void looksAtThePortWithMhPort() {
    Balance mh = Balance.of("mh").servers(1, 1, 1).flags(SchedulerFlag.PORT).oneClient();
    assertThat(mh.picks(32)).isEqualTo("CAABACAAAAACAABBABABCCAACCCAABBC");
  }

  @Test
  void keepsTheTableOfMhWhenAServerIsQuiesced() {
    Balance mh = Balance.of("mh").servers(1, 1, 1).weight('B', 0);
    assertThat(mh.picks(32)).isEqualTo("-A--A--CAC-CAA-A--ACAAAC--AAACCC");
  }

  @Test
  void looksFurtherWithMhFallback() {
    Balance mh = Balance.of("mh").servers(1, 1, 1).flags(SchedulerFlag.FALLBACK).weight('B', 0);
    assertThat(mh.picks(32)).isEqualTo("CAACAACCACCCAACACAACAAACCCAAACCC");
  }

  @Test
  void hashesAsTheKernelDoes() {
    assertThat(Flow.hash32(0x0a010002, 8)).isEqualTo(15);
    assertThat(Flow.hash32(0x0a090909, 8)).isEqualTo(251);
    assertThat(Flow.hash32(0x0a090909, 10)).isEqualTo(1005);
    assertThat(Flow.hash32(30000 + 0x0a010002, 8)).isEqualTo(10);
    SipHash first = new SipHash(2654435761L);
    assertThat(first.hash(0x0a010002)).isEqualTo(0xe594538a);
    assertThat(first.hash(0)).isEqualTo(0x1d5a77c2);
    assertThat(new SipHash(2654446892L).hash(0)).isEqualTo(0xf882433f);
  }

  @ParameterizedTest
  @CsvSource({"11, 822, 1689", "12, 2962, 88", "13, 2360, 129"})
  void startsThePermutationsOfMhWhereTheKernelDoes(int host, int offset, int skip) {
    Destination server = new Destination(Accounting.CLASSIC, 0, 0xc0a80700L + host, 80);

    assertThat(Maglev.offset(server)).isEqualTo(offset);
    assertThat(Maglev.skip(server)).isEqualTo(skip);
  }

  @ParameterizedTest
  @CsvSource({"CLASSIC, 255, B", "CLASSIC, 256, A", "REWORKED, 256, B", "REWORKED, 257, A"})
  void weighsInactiveConnectionsByTheRulesOfTheKernel(
      Accounting accounting, int inactive, String pick) {
    for (String scheduler : new String[] {"lc", "wlc"}) {
      Balance balance = Balance.of(scheduler, accounting).add('B', 1).add('A', 1);
      balance.load('A', 1, 0);
      balance.load('B', 0, inactive);

      assertThat(balance.picks(1)).isEqualTo(pick);
    }
  }
}

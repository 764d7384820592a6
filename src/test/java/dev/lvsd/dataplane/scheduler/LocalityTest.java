package dev.lvsd.dataplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** lblc and lblcr: who remembers what, for how long. */
class LocalityTest {
  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;

  private static int entries(Balance balance) {
    return balance.scheduler() instanceof LocalityLeastConnection lblc
        ? lblc.entries()
        : ((ReplicatedLocality) balance.scheduler()).entries();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lblc", "lblcr"})
  void keepsAnAddressWithItsServer(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(10, 10, 10);

    assertThat(balance.pick(1)).isEqualTo('C');
    assertThat(balance.pick(2)).isEqualTo('B');
    assertThat(balance.pick(1)).isEqualTo('C');
    assertThat(balance.pick(3)).isEqualTo('A');
    assertThat(balance.pick(2)).isEqualTo('B');
  }

  @ParameterizedTest
  @ValueSource(strings = {"lblc", "lblcr"})
  void leavesAServerThatHasMoreThanItsWeightWhileAnotherIsHalfEmpty(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(3, 3);

    StringBuilder picks = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      picks.append(balance.pick(1));
    }

    assertThat(picks).hasToString("BBBBA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lblc", "lblcr"})
  void leavesAServerThatIsQuiescedOrGone(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(10, 10, 10);
    assertThat(balance.pick(1)).isEqualTo('C');

    assertThat(balance.weight('C', 0).pick(1)).isEqualTo('B');
    assertThat(balance.remove('B').pick(1)).isEqualTo('A');
  }

  @Test
  void looksAtTheOverloadFlagOfTheRememberedServerOnlyWithSets() {
    Balance lblc = Balance.of("lblc").servers(10, 10);
    Balance lblcr = Balance.of("lblcr").servers(10, 10);
    for (Balance balance : new Balance[] {lblc, lblcr}) {
      assertThat(balance.pick(1)).isEqualTo('B');
      balance.configure('B', 10, 2, 0);
      assertThat(balance.pick(1)).isEqualTo('B');
    }

    assertThat(lblc.pick(1)).isEqualTo('B');
    assertThat(lblcr.pick(1)).isEqualTo('A');
  }

  @ParameterizedTest
  @ValueSource(strings = {"lblc", "lblcr"})
  void forgetsAnIdleAddressAtEveryThirtiethCheckAfterADay(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(10, 10).later(0);
    balance.pick(1);

    balance.later(DAY - MINUTE);
    assertThat(entries(balance)).isEqualTo(1);
    balance.later(31 * MINUTE);
    assertThat(entries(balance)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lblc", "lblcr"})
  void forgetsIdleAddressesOfATableThatIsTooFull(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(1 << 20).later(0);
    for (int address = 0; address < 16384 + 300; address++) {
      balance.pick(address);
    }

    balance.later(5 * MINUTE);
    assertThat(entries(balance)).isEqualTo(16384 + 300);
    balance.later(2 * MINUTE);
    assertThat(entries(balance)).isBetween(16384 - 140, 16384);
  }

  @Test
  void addsNoMoreThanTheReworkedKernelDoes() {
    for (String scheduler : new String[] {"lblc", "lblcr"}) {
      Balance balance = Balance.of(scheduler, Accounting.REWORKED).servers(1 << 20).later(0);
      for (int address = 0; address < 30_000; address++) {
        assertThat(balance.pick(address)).isEqualTo('A');
      }
      assertThat(entries(balance)).isEqualTo(24_576);
    }
  }

  @Test
  void shrinksASetThatDidNotChangeForTheExpirationTime() {
    assertThat(pickOfASetThatIsHoursOld(23)).isEqualTo('B');
    assertThat(pickOfASetThatIsHoursOld(25)).isEqualTo('A');
  }

  /** The set has A and B; B has more, and would leave it. Then A gets more than B. */
  private static char pickOfASetThatIsHoursOld(long hours) {
    Balance lblcr = Balance.of("lblcr").servers(2, 2).later(0);
    assertThat("" + lblcr.pick(1) + lblcr.pick(1) + lblcr.pick(1) + lblcr.pick(1))
        .isEqualTo("BBBA");
    lblcr.later(hours * 60 * MINUTE);
    lblcr.pick(1);
    lblcr.load('A', 0, 5000);
    return lblcr.pick(1);
  }
}

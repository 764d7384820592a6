package dev.lvsd.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.host.FakeHost;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.InterfaceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final InterfaceAddress WEB =
      InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10"));
  private static final InterfaceAddress DNS =
      InterfaceAddress.vip("eth0", Addresses.parse("2001:db8::10"));
  private static final String ANNOUNCE_WEB = "announce 203.0.113.10 on eth0";
  private static final String ANNOUNCE_DNS = "announce 2001:db8::10 on eth0";

  private final FakeHost host = new FakeHost();
  private final ManualWaiter waiter = new ManualWaiter();
  private final Announcer announcer = new Announcer(host, waiter);
  private final List<Integer> rounds = new ArrayList<>();

  @Test
  void announcesRightAway() {
    announcer.begin(WEB, new Announcing(3, Duration.ofSeconds(1)));
    assertThat(host.executed()).containsExactly(ANNOUNCE_WEB);
  }

  @Test
  void announcesEachAsOftenAsIsWantedWithTheGapBetween() {
    announcer.begin(WEB, new Announcing(3, Duration.ofSeconds(1)));
    announcer.begin(DNS, new Announcing(1, Duration.ZERO));
    Duration start = waiter.now();
    announcer.repeat(rounds::add);
    assertThat(host.executed())
        .containsExactly(ANNOUNCE_WEB, ANNOUNCE_DNS, ANNOUNCE_WEB, ANNOUNCE_WEB);
    assertThat(waiter.now().minus(start)).isEqualTo(Duration.ofSeconds(2));
    assertThat(rounds).containsExactly(1, 2, 3);
    assertThat(announcer.results()).extracting(Announced::times).containsExactly(3, 1);
  }

  @Test
  void doesNotTryAgainWhatFailed() {
    host.refuse(command -> command.describe().equals(ANNOUNCE_DNS));
    announcer.begin(DNS, new Announcing(3, Duration.ofSeconds(1)));
    announcer.begin(WEB, new Announcing(2, Duration.ofSeconds(1)));
    announcer.repeat(rounds::add);
    assertThat(host.executed()).containsExactly(ANNOUNCE_DNS, ANNOUNCE_WEB, ANNOUNCE_WEB);
    assertThat(announcer.results().get(0).failure()).contains(ANNOUNCE_DNS + ": refused");
    assertThat(announcer.results().get(1).failure()).isEmpty();
  }

  @Test
  void waitsForNothingWhenThereIsNothing() {
    announcer.repeat(rounds::add);
    assertThat(rounds).isEmpty();
    assertThat(announcer.results()).isEmpty();
  }
}

package dev.lvsd.dataplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.SchedulerName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every scheduler, and what is special about some. */
class SchedulersTest {
  private static final Schedulers.Options OPTIONS =
      new Schedulers.Options(Accounting.REWORKED, 86_400_000L, 7);

  static Stream<String> all() {
    return SchedulerName.MAINLINE.stream().map(SchedulerName::name);
  }

  @ParameterizedTest
  @MethodSource("all")
  void picksNoneWithoutServers(String scheduler) {
    assertThat(Balance.of(scheduler).picks(3)).isEqualTo("---");
  }

  @ParameterizedTest
  @MethodSource("all")
  void picksNoneWhenEveryWeightIsZero(String scheduler) {
    assertThat(Balance.of(scheduler).servers(0, 0, 0).picks(3)).isEqualTo("---");
    assertThat(Balance.of(scheduler).servers(1, 1).weight('A', 0).weight('B', 0).picks(3))
        .isEqualTo("---");
  }

  @ParameterizedTest
  @MethodSource("all")
  void picksNoneWhenEveryServerIsOverloaded(String scheduler) {
    Balance balance = Balance.of(scheduler).servers(5, 5);
    balance.configure('A', 5, 2, 0).configure('B', 5, 2, 0);
    balance.load('A', 2, 0);
    balance.load('B', 2, 0);

    assertThat(balance.picks(3)).isEqualTo("---");
  }

  @ParameterizedTest
  @MethodSource("all")
  void picksTheOnlyServer(String scheduler) {
    assertThat(Balance.of(scheduler).servers(9).picks(5)).isEqualTo("AAAAA");
  }

  @ParameterizedTest
  @MethodSource("all")
  void neverPicksAServerThatWasRemoved(String scheduler) {
    Balance balance = Balance.of(scheduler).udp().servers(9, 9, 9);
    balance.picks(5);

    assertThat(balance.remove('B').remove('C').picks(20)).isEqualTo("A".repeat(20));
    assertThat(balance.remove('A').picks(2)).isEqualTo("--");
  }

  @ParameterizedTest
  @MethodSource("all")
  void startsWithTheServersThatAreThere(String scheduler) {
    DestinationList list = new DestinationList();
    Destination server = new Destination(Accounting.REWORKED, 0, 1, 80);
    server.configure(1, 0, 0);
    list.addFirst(server);

    Scheduler late = Schedulers.create(new SchedulerName(scheduler), list, OPTIONS).orElseThrow();

    assertThat(late.pick(new Flow().of(0, 2, 3, 0, 4, 0))).isSameAs(server);
  }

  @Test
  void knowsNoneAndNothingElse() {
    assertThat(Schedulers.knows(new SchedulerName("none"))).isTrue();
    assertThat(Schedulers.knows(new SchedulerName("marvellous"))).isFalse();
    assertThat(Balance.of("none").servers(1, 1).picks(2)).isEqualTo("--");
  }

  @Test
  void sharesByWeightWithTwos() {
    Balance twos = Balance.of("twos").servers(1, 3);

    long b = twos.picks(4000).chars().filter(c -> c == 'B').count();

    assertThat(b).isBetween(2850L, 3150L);
  }

  @Test
  void repeatsTheDrawsOfTwosWithTheSameSeed() {
    assertThat(Balance.of("twos").servers(2, 3, 4).picks(200))
        .isEqualTo(Balance.of("twos").servers(2, 3, 4).picks(200));
  }

  @Test
  void takesAnAddressOfDhToOneServerWhateverTheWeights() {
    Balance dh = Balance.of("dh").servers(1, 100, 3);
    char first = dh.pick(0x01020304L);

    assertThat(dh.pick(0x01020304L)).isEqualTo(first);
    assertThat(dh.weight(first, 0).pick(0x01020304L)).isEqualTo('-');
  }

  @Test
  void fillsTheTableOfMhAsTheKernelDoes() {
    int[] counts = new int[3];
    DestinationList list = new DestinationList();
    Destination[] servers = new Destination[3];
    for (int i = 0; i < 3; i++) {
      servers[i] = new Destination(Accounting.CLASSIC, 0, 0xc0a8070bL + i, 80);
      servers[i].configure(1 << i, 0, 0);
      list.addFirst(servers[i]);
    }
    Maglev mh = new Maglev(list);
    for (Destination each : mh.table()) {
      for (int i = 0; i < 3; i++) {
        counts[i] += each == servers[i] ? 1 : 0;
      }
    }

    assertThat(counts).containsExactly(584, 1169, 2340);
  }
}

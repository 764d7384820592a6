package dev.lvsd.dataplane.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
  private static final long TICK_MS = 16;

  private final ConnectionTable table = new ConnectionTable(1, 1 << 20);
  private final TimerWheel wheel = new TimerWheel(table, 1000);
  private final List<Integer> expired = new ArrayList<>();

  private int connection() {
    return table.create(new ConnectionKey().of(false, 6), 0, 0, 0, 0, 0);
  }

  private List<Integer> at(long nowMs) {
    expired.clear();
    wheel.advance(nowMs, Integer.MAX_VALUE, expired::add);
    return expired;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {1, 15, 16, 17, 3000, 4095, 4096, 4097, 60_000, 900_000, 1_048_576, 9_000_000})
  void firesInTheTickAfterTheExpiryAndNeverBefore(long timeoutMs) {
    int one = connection();
    wheel.expireAt(one, 1000 + timeoutMs);

    assertThat(at(1000 + timeoutMs - 1)).isEmpty();
    assertThat(at(1000 + timeoutMs + TICK_MS)).containsExactly(one);
    assertThat(at(1000 + 10 * timeoutMs)).isEmpty();
  }

  @Test
  void waitsLongerThanTheRingsReach() {
    int one = connection();
    long month = 30L * 24 * 3600 * 1000;
    wheel.expireAt(one, 1000 + month);

    assertThat(at(month)).isEmpty();
    assertThat(at(1000 + month + TICK_MS)).containsExactly(one);
  }

  @Test
  void firesLaterWhenItWasProlonged() {
    int one = connection();
    wheel.expireAt(one, 2000);
    wheel.expireAt(one, 20_000);

    assertThat(at(19_999)).isEmpty();
    assertThat(at(20_016)).containsExactly(one);
  }

  @Test
  void firesEarlierWhenItWasShortened() {
    int one = connection();
    wheel.expireAt(one, 901_000);
    wheel.expireAt(one, 11_000);

    assertThat(at(11_016)).containsExactly(one);
  }

  @Test
  void firesWhatIsInThePastAtOnce() {
    int one = connection();
    at(50_000);
    wheel.expireAt(one, 40_000);

    assertThat(at(50_000)).containsExactly(one);
  }

  @Test
  void doesNotFireWhatWasCancelled() {
    int one = connection();
    int two = connection();
    wheel.expireAt(one, 2000);
    wheel.expireAt(two, 2000);
    wheel.cancel(one);
    wheel.cancel(one);

    assertThat(at(3000)).containsExactly(two);
  }

  @Test
  void firesNoMoreThanAskedAndTheRestLater() {
    for (int i = 0; i < 10; i++) {
      wheel.expireAt(connection(), 2000);
    }

    assertThat(wheel.advance(3000, 4, expired::add)).isEqualTo(4);
    assertThat(wheel.advance(3000, 100, expired::add)).isEqualTo(6);
    assertThat(expired).doesNotHaveDuplicates().hasSize(10);
  }

  @Property(tries = 30)
  void firesAllAndOnlyWhatIsDue(@ForAll long seed) {
    ConnectionTable any = new ConnectionTable(1, 1 << 20);
    TimerWheel timers = new TimerWheel(any, 0);
    Random random = new Random(seed);
    Map<Integer, Long> due = new HashMap<>();
    long now = 0;
    for (int step = 0; step < 2000; step++) {
      int action = random.nextInt(4);
      if (action == 0 || due.isEmpty()) {
        int made = any.create(new ConnectionKey().of(false, 6), 0, 0, 0, 0, 0);
        due.put(made, now + random.nextInt(1 << random.nextInt(28)));
        timers.expireAt(made, due.get(made));
      } else if (action == 1) {
        int which = due.keySet().iterator().next();
        due.put(which, now + random.nextInt(1 << random.nextInt(28)));
        timers.expireAt(which, due.get(which));
      } else {
        now += random.nextInt(1 << random.nextInt(20));
        long present = now;
        timers.advance(
            now,
            Integer.MAX_VALUE,
            fired -> assertThat(due.remove(fired)).isNotNull().isLessThanOrEqualTo(present));
        for (Iterator<Long> left = due.values().iterator(); left.hasNext(); ) {
          assertThat(left.next()).isGreaterThan(now - TICK_MS);
        }
      }
    }
  }
}

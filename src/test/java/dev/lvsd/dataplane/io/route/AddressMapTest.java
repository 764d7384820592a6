package dev.lvsd.dataplane.io.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AddressMapTest {
  private final AddressMap<String> map = new AddressMap<>();

  @Property(tries = 50)
  void findsWhatWasPutLast(@ForAll List<@LongRange(min = 0, max = 300) Long> addresses) {
    Map<Long, String> wanted = new HashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      map.put(false, 0, addresses.get(i), "value " + i);
      wanted.put(addresses.get(i), "value " + i);
    }

    wanted.forEach((low, value) -> assertThat(map.get(false, 0, low)).isEqualTo(value));
  }

  @Test
  void tellsFamiliesApart() {
    map.put(false, 0, 1, "0.0.0.1");
    map.put(true, 0, 1, "::1");

    assertThat(map.get(false, 0, 1)).isEqualTo("0.0.0.1");
    assertThat(map.get(true, 0, 1)).isEqualTo("::1");
    assertThat(map.get(true, 1, 1)).isNull();
  }

  @Test
  void forgetsRatherThanGrow() {
    for (int i = 0; i < 100_000; i++) {
      map.put(false, 0, i, "value");
    }

    assertThat(map.get(false, 0, 99_999)).isEqualTo("value");
    assertThat(map.get(false, 0, 1)).isNull();
  }
}

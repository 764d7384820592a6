package dev.lvsd.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
  private static final List<Integer> LONG = IntStream.range(0, 200).boxed().toList();

  @Test
  void leavesWhatItTakesInItsOrder() {
    List<Integer> needed = List.of(17, 90, 91, 199);

    assertThat(Shrinking.fewest(LONG, some -> some.containsAll(needed), 1000)).isEqualTo(needed);
  }

  @Test
  void leavesNothingWhereNothingIsNeeded() {
    assertThat(Shrinking.fewest(LONG, some -> true, 1000)).isEmpty();
  }

  @Test
  void stopsAskingAndKeepsAListThatFails() {
    List<Integer> fewest = Shrinking.fewest(LONG, some -> some.contains(42), 5);

    assertThat(fewest).contains(42).hasSizeLessThan(200).hasSizeGreaterThan(1);
  }
}

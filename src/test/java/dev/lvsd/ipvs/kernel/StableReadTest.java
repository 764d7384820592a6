package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableReadTest {
  private static final List<Integer> LONG = IntStream.range(0, 200).boxed().toList();

  private final Deque<List<Integer>> readings = new ArrayDeque<>();
  private int reads;

  private List<Integer> read() {
    reads++;
    return readings.size() > 1 ? readings.remove() : readings.element();
  }

  private List<Integer> stable() {
    return StableRead.of(this::read, Function.identity());
  }

  private static List<Integer> without(List<Integer> list, int entry) {
    List<Integer> rest = new ArrayList<>(list);
    rest.remove(Integer.valueOf(entry));
    return rest;
  }

  private static List<Integer> twice(List<Integer> list, int entry) {
    List<Integer> more = new ArrayList<>(list);
    more.add(entry);
    return more;
  }

  @Test
  void readsAShortListOnce() {
    readings.add(List.of(3, 1, 2));

    assertThat(stable()).containsExactly(3, 1, 2);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void readsALongListTwiceToSeeThatItRests() {
    readings.add(LONG);

    assertThat(stable()).isEqualTo(LONG);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void doesNotBelieveAListThatLacksWhatTheNextOneHas() {
    readings.addAll(List.of(without(LONG, 7), LONG, LONG));

    assertThat(stable()).isEqualTo(LONG);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void doesNotBelieveAListWithAnEntryTwice() {
    readings.addAll(List.of(twice(LONG, 7), twice(LONG, 8), LONG, LONG));

    assertThat(stable()).isEqualTo(LONG);
    assertThat(reads).isEqualTo(4);
  }

  @Test
  void givesUpOnAWriterThatNeverRestsAndStillGivesNoDuplicates() {
    for (int i = 0; i < 2 * StableRead.ATTEMPTS; i++) {
      readings.add(twice(without(LONG, i), 100));
    }

    assertThat(stable()).doesNotHaveDuplicates().hasSize(199);
    assertThat(reads).isEqualTo(StableRead.ATTEMPTS);
  }
}

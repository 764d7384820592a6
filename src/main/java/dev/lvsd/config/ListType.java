package dev.lvsd.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param element what stands in it
 * @param <T> what an element becomes
 */
record ListType<T>(Type<T> element) implements Type<List<T>> {
  /** The elements that could be read; a bad one was reported and is left out. */
  @Override
  public @Nullable List<T> read(YamlNode node, Where where) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      refuse(node, where);
      return null;
    }
    List<T> values = new ArrayList<>(sequence.items().size());
    for (int i = 0; i < sequence.items().size(); i++) {
      T value = element.read(sequence.items().get(i), where.at(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  @Override
  public String expected() {
    return "a list";
  }
}

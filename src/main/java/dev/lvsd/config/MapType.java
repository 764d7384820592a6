package dev.lvsd.config;

import dev.lvsd.config.YamlNode.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys that the user chooses, with values of one type.
 *
 * @param key type of the keys
 * @param value type of the values
 * @param check whether a good value goes with its good key; throws {@link BadValue}
 * @param <T> what a value becomes
 */
record MapType<T>(ScalarType<String> key, Type<T> value, BiConsumer<String, T> check)
    implements Type<Map<String, T>> {
  /** The entries that could be read, in the order of the file. */
  @Override
  public @Nullable Map<String, T> read(YamlNode node, Where where) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      refuse(node, where);
      return null;
    }
    Map<String, T> values = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Entry entry : mapping.entries()) {
      if (entry.isRefused()) {
        refuse(entry.value(), where);
        continue;
      }
      Where place = where.at(entry.key());
      Integer first = lines.putIfAbsent(entry.key(), entry.line());
      if (first != null) {
        place.error(entry.line(), entry.column(), "duplicate key", "first in line " + first);
        continue;
      }
      String name =
          key.read(new YamlNode.Scalar(entry.key(), false, entry.line(), entry.column()), place);
      T read = value.read(entry.value(), place);
      if (name != null && read != null) {
        put(name, read, entry, place, values);
      }
    }
    return values;
  }

  private void put(String name, T read, Entry entry, Where place, Map<String, T> values) {
    try {
      check.accept(name, read);
      values.put(name, read);
    } catch (BadValue e) {
      place.error(entry.value(), String.valueOf(e.getMessage()), e.hint);
    }
  }

  @Override
  public String expected() {
    return "a block of keys";
  }
}

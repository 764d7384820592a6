package dev.lvsd.cli.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds one object of a document; keys keep the order in which they are added. */
final class Tree {
  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  Tree with(String key, Object value) {
    entries.put(key, value);
    return this;
  }

  /** Writes an explicit null where there is no value, so that a key is always there. */
  Tree with(String key, Optional<?> value) {
    entries.put(key, value.orElse(null));
    return this;
  }

  /** Writes an unsigned 64-bit number. */
  Tree count(String key, long unsigned) {
    return with(key, Numbers.unsigned(unsigned));
  }

  Tree withAll(Map<String, ?> others) {
    entries.putAll(others);
    return this;
  }

  Map<String, @Nullable Object> build() {
    return Collections.unmodifiableMap(entries);
  }
}

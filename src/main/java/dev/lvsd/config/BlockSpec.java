package dev.lvsd.config;

import dev.lvsd.config.YamlNode.Entry;
import dev.lvsd.diag.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a YAML block. Each {@code …Block} class has one, filled while that class is
 * initialized and not changed afterwards.
 */
final class BlockSpec implements Type<Block> {
  private final String name;
  private final String description;
  private final List<Field<?>> fields = new ArrayList<>();
  private final Map<String, Field<?>> byKey = new HashMap<>();
  private final List<Alternative> alternatives = new ArrayList<>();
  private final List<Companion> companions = new ArrayList<>();

  /** Exactly one of two keys must be there. */
  record Alternative(Field<?> one, Field<?> other) {}

  /** A key that makes sense beside another one only, or never beside it. */
  record Companion(Field<?> field, Field<?> other, boolean together) {}

  /**
   * A block without keys.
   *
   * @param name its name in the schema
   * @param description one sentence for editors
   */
  BlockSpec(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** Adds a key that must be there. */
  <T> Field<T> required(String key, Type<T> type, String text) {
    return add(key, type, true, null, null, text);
  }

  /** Adds a key that may be missing. */
  <T> Field<T> optional(String key, Type<T> type, String text) {
    return add(key, type, false, null, null, text);
  }

  /** Adds a key that may be missing; {@code fallback} is then taken, as if it were written. */
  <T> Field<T> optional(String key, ScalarType<T> type, String fallback, String text) {
    return add(key, type, false, fallback, type.parse(fallback), text);
  }

  /** Exactly one of the two keys must be there. */
  void exactlyOneOf(Field<?> one, Field<?> other) {
    alternatives.add(new Alternative(one, other));
  }

  /** {@code field} needs {@code other}. */
  void onlyWith(Field<?> field, Field<?> other) {
    companions.add(new Companion(field, other, true));
  }

  /** {@code field} cannot stand beside {@code other}. */
  void neverWith(Field<?> field, Field<?> other) {
    companions.add(new Companion(field, other, false));
  }

  String name() {
    return name;
  }

  String description() {
    return description;
  }

  List<Field<?>> fields() {
    return Collections.unmodifiableList(fields);
  }

  List<Alternative> alternatives() {
    return Collections.unmodifiableList(alternatives);
  }

  List<Companion> companions() {
    return Collections.unmodifiableList(companions);
  }

  @Override
  public String expected() {
    return "a block of keys";
  }

  /** Reads every key; null only if it is no block at all. */
  @Override
  public @Nullable Block read(YamlNode node, Where where) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      refuse(node, where);
      return null;
    }
    Block block = new Block(this, mapping, where);
    for (Entry entry : mapping.entries()) {
      read(entry, block, where);
    }
    for (Field<?> field : fields) {
      if (field.required() && !block.mentions(field)) {
        where.error(
            node, "'" + field.key() + "' is missing", "expected " + field.type().expected());
      }
    }
    checkCombinations(block);
    return block;
  }

  private void read(Entry entry, Block block, Where where) {
    Field<?> field = byKey.get(entry.key());
    Where place = where.at(entry.key());
    if (field == null && entry.isRefused()) {
      refuse(entry.value(), where);
    } else if (field == null) {
      place.error(entry.line(), entry.column(), "unknown key", hint(entry.key()));
    } else if (block.mentions(field)) {
      place.error(
          entry.line(), entry.column(), "duplicate key", "first in line " + block.line(field));
    } else {
      block.put(field, entry, field.type().read(entry.value(), place));
    }
  }

  private void checkCombinations(Block block) {
    for (Alternative alternative : alternatives) {
      boolean one = block.mentions(alternative.one());
      boolean other = block.mentions(alternative.other());
      if (one && other) {
        block.error(
            alternative.other(),
            "cannot stand beside '" + alternative.one() + "'",
            "keep one of them");
      } else if (!one && !other) {
        block.error(
            "'" + alternative.one() + "' or '" + alternative.other() + "' is missing",
            "expected " + alternative.one().type().expected());
      }
    }
    for (Companion companion : companions) {
      if (block.mentions(companion.field())
          && block.mentions(companion.other()) != companion.together()) {
        block.error(
            companion.field(),
            companion.together()
                ? "goes with '" + companion.other() + "' only"
                : "cannot stand beside '" + companion.other() + "'",
            "remove it");
      }
    }
  }

  private String hint(String key) {
    if (key.equals("<<")) {
      return "merge keys are not supported; aliases of whole values are";
    }
    String near = NearestName.to(key, byKey.keySet());
    if (near != null) {
      return "did you mean '" + near + "'?";
    }
    StringBuilder known = new StringBuilder("known keys: ");
    for (Field<?> field : fields) {
      known.append(field.ordinal() == 0 ? "" : ", ").append(field.key());
    }
    return known.toString();
  }

  private <T> Field<T> add(
      String key,
      Type<T> type,
      boolean required,
      @Nullable String fallback,
      @Nullable T fallbackValue,
      String text) {
    Field<T> field =
        new Field<>(this, fields.size(), key, type, required, fallback, fallbackValue, text);
    fields.add(field);
    byKey.put(key, field);
    return field;
  }
}

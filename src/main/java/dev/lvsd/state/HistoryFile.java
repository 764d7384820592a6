package dev.lvsd.state;

import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.HistoryEntry.Result;
import dev.lvsd.model.HistoryEntry.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of one entry of the history.
 *
 * <pre>
 * lvsd-history 1
 * number 12
 * time 2026-11-20T11:36:10Z
 * user alice
 * command apply shop.yaml
 * reason more for a
 * result applied 4 0 0
 * confirm 2026-11-20T11:37:10Z 11
 * cluster shop 9f86d081…
 * changed shop
 * crc32c 1a2b3c4d
 * </pre>
 */
final class HistoryFile {
  private static final String HEADER = "lvsd-history 1";
  private static final String DIGEST = "[0-9a-f]{64}";

  private HistoryFile() {}

  static byte[] write(HistoryEntry entry) {
    List<String> lines = new ArrayList<>();
    Result result = entry.result();
    lines.add("number " + entry.number());
    lines.add("time " + entry.time());
    lines.add("user " + entry.user());
    lines.add("command " + entry.command());
    lines.add("reason " + entry.reason());
    lines.add(
        "result %s %d %d %d"
            .formatted(word(result.state()), result.done(), result.failed(), result.waiting()));
    entry.confirmation().ifPresent(c -> lines.add("confirm " + c.deadline() + " " + c.fallback()));
    entry.clusters().forEach((name, digest) -> lines.add("cluster " + name + " " + digest));
    entry.changes().forEach(change -> lines.add(word(change.kind()) + " " + change.cluster()));
    return SealedText.write(HEADER, lines);
  }

  static HistoryEntry read(byte[] content) throws DamagedException {
    Map<String, String> fields = new HashMap<>();
    TreeMap<String, String> clusters = new TreeMap<>();
    List<ClusterChange> changes = new ArrayList<>();
    try {
      for (String line : SealedText.read(HEADER, content)) {
        int space = line.indexOf(' ');
        String key = space < 0 ? line : line.substring(0, space);
        String value = space < 0 ? "" : line.substring(space + 1);
        ClusterChange.@Nullable Kind kind = kind(key);
        if (kind != null) {
          changes.add(new ClusterChange(kind, value));
        } else if (key.equals("cluster")) {
          String[] words = words(value, 2);
          clusters.put(words[0], digest(words[1]));
        } else {
          fields.put(key, value);
        }
      }
      return new HistoryEntry(
          Integer.parseInt(field(fields, "number")),
          Instant.parse(field(fields, "time")),
          field(fields, "user"),
          field(fields, "command"),
          field(fields, "reason"),
          result(words(field(fields, "result"), 4)),
          clusters,
          changes,
          confirmation(fields.get("confirm")));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DamagedException("has a line that cannot be read: " + e.getMessage());
    }
  }

  private static ClusterChange.@Nullable Kind kind(String word) {
    for (ClusterChange.Kind kind : ClusterChange.Kind.values()) {
      if (word(kind).equals(word)) {
        return kind;
      }
    }
    return null;
  }

  private static Result result(String[] words) {
    return new Result(
        State.valueOf(words[0].toUpperCase(Locale.ROOT)),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]));
  }

  private static Optional<Confirmation> confirmation(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    String[] words = words(value, 2);
    return Optional.of(new Confirmation(Instant.parse(words[0]), Integer.parseInt(words[1])));
  }

  private static String digest(String word) {
    if (!word.matches(DIGEST)) {
      throw new IllegalArgumentException("'" + word + "' is not a digest");
    }
    return word;
  }

  private static String field(Map<String, String> fields, String key) {
    String value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return value;
  }

  private static String[] words(String value, int count) {
    String[] words = value.split(" ", -1);
    if (words.length != count) {
      throw new IllegalArgumentException("'" + value + "': expected " + count + " words");
    }
    return words;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

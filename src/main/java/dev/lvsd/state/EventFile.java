package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.model.DaemonEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events, a line each, in two files: when the first is full it takes the place of the second. A
 * line that a crash tore is left out when they are read. Not forced to disk: events are for people,
 * and nothing is decided by them. Owned by one thread.
 */
public final class EventFile {
  private static final long LARGEST = 256 * 1024;
  private static final int FIELDS = 5;

  private final Path root;
  private final Path current;
  private final Path older;

  EventFile(Path root) {
    this.root = root;
    this.current = root.resolve("events");
    this.older = root.resolve("events.old");
  }

  /**
   * What was kept.
   *
   * @return oldest first; what cannot be read is left out
   */
  public List<DaemonEvent> read() {
    List<DaemonEvent> events = new ArrayList<>();
    for (Path file : List.of(older, current)) {
      for (String line : lines(file)) {
        parse(line).ifPresent(events::add);
      }
    }
    return events;
  }

  /**
   * Keeps one more.
   *
   * @param event what happened
   * @throws dev.lvsd.diag.LvsdException blaming the host if it cannot be written
   */
  public void append(DaemonEvent event) {
    StateDirectory.create(root);
    try {
      if (Files.exists(current) && Files.size(current) > LARGEST) {
        Files.move(current, older, StandardCopyOption.ATOMIC_MOVE);
      }
      // the line end comes first, so that a torn line never spoils the next one
      Files.writeString(
          current,
          "\n" + format(event) + "\n",
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw StateDirectory.unusable("write", current, Reason.of(e), e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > 2 * LARGEST) {
        return List.of(); // not one of ours
      }
      return new String(Files.readAllBytes(file), UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      return List.of(); // only a history for people gets shorter
    }
  }

  static String format(DaemonEvent event) {
    return String.join(
        "\t",
        Long.toString(event.number()),
        event.time().toString(),
        event.kind().name(),
        clean(event.subject()),
        clean(event.text()) + "\t.");
  }

  static Optional<DaemonEvent> parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS + 1 || !fields[FIELDS].equals(".")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DaemonEvent(
              Long.parseLong(fields[0]),
              Instant.parse(fields[1]),
              DaemonEvent.Kind.valueOf(fields[2]),
              fields[3],
              fields[4]));
    } catch (RuntimeException e) {
      return Optional.empty(); // of another version, or torn
    }
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

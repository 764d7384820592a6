package dev.lvsd.it.guest;

import com.google.gson.Gson;
import org.jspecify.annotations.Nullable;

/**
 * One line of the file {@code events.jsonl}, by which a guest reports to the machine that started
 * it.
 *
 * @param type what happened
 * @param id JUnit's unique id of the test; for {@link Type#END} empty
 * @param testClass simple name of its class
 * @param name its display name
 * @param millis how long it took; 0 unless finished
 * @param detail stack trace of a failure, reason of a skip, else empty
 */
public record Event(
    Type type, String id, String testClass, String name, long millis, String detail) {
  private static final Gson GSON = new Gson();

  /** Name of the file in the work directory that guest and host share. */
  public static final String FILE = "events.jsonl";

  /** What an event says. */
  public enum Type {
    /** A test begins. */
    STARTED,
    /** A test, or the set-up of a whole class, ended well. */
    PASSED,
    /** A test, or the set-up of a whole class, failed or was aborted. */
    FAILED,
    /** A test or a class was not run. */
    SKIPPED,
    /** The suite ran to its end. */
    END
  }

  /**
   * The event as one line of text.
   *
   * @return JSON without a line end
   */
  public String toLine() {
    return GSON.toJson(this);
  }

  /**
   * Reads what {@link #toLine} wrote.
   *
   * @param line JSON
   * @return the event, null for an empty line
   */
  public static @Nullable Event parse(String line) {
    return GSON.fromJson(line, Event.class);
  }
}

package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.guest.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTailTest {
  private static final Event EVENT =
      new Event(Event.Type.FAILED, "id", "NatIT", "serves › all", 7, "line 1\nline 2");

  @TempDir Path directory;
  private final List<Event> seen = new ArrayList<>();

  @Test
  void readsNothingBeforeTheFileIsThere() throws IOException {
    tail().read(seen::add);

    assertThat(seen).isEmpty();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    append(EVENT.toLine() + "\n");

    tail().read(seen::add);

    assertThat(seen).containsExactly(EVENT);
  }

  @Test
  void readsEachEventOnce() throws IOException {
    EventTail tail = tail();
    append(EVENT.toLine() + "\n");
    tail.read(seen::add);
    append(EVENT.toLine() + "\n");
    tail.read(seen::add);

    assertThat(seen).containsExactly(EVENT, EVENT);
  }

  @Test
  void waitsForTheEndOfALine() throws IOException {
    EventTail tail = tail();
    String line = EVENT.toLine();
    append(line.substring(0, 10));
    tail.read(seen::add);
    assertThat(seen).isEmpty();

    append(line.substring(10) + "\n");
    tail.read(seen::add);
    assertThat(seen).containsExactly(EVENT);
  }

  private EventTail tail() {
    return new EventTail(directory.resolve(Event.FILE));
  }

  private void append(String text) throws IOException {
    Files.writeString(
        directory.resolve(Event.FILE), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

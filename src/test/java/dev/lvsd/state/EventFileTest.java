package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path root;
  private EventFile file;

  @BeforeEach
  void open() {
    file = new StateDirectory(root).events();
  }

  private static DaemonEvent event(long number, String text) {
    return new DaemonEvent(number, NOON.plusSeconds(number), Kind.CHANGED, "time-outs", text);
  }

  @Test
  void readsWhatItKeptInOrder() {
    file.append(event(1, "one"));
    file.append(event(2, "two"));
    assertThat(file.read()).containsExactly(event(1, "one"), event(2, "two"));
  }

  @Test
  void hasNothingToTellWhereNothingWasKept() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void leavesOutALineThatACrashToreAndKeepsTheNextOne() throws IOException {
    file.append(event(1, "one"));
    String line = EventFile.format(event(2, "torn"));
    for (int length = 0; length < line.length(); length++) {
      Files.writeString(
          root.resolve("events"), line.substring(0, length), StandardOpenOption.APPEND);
      file.append(event(3 + length, "next"));
    }
    assertThat(file.read())
        .hasSize(1 + line.length())
        .noneMatch(event -> event.text().startsWith("torn"));
  }

  @Test
  void keepsAtMostTwoFilesOfTheNewest() throws IOException {
    String text = "x".repeat(1000);
    for (int number = 1; number <= 1200; number++) {
      file.append(event(number, text));
    }
    assertThat(Files.size(root.resolve("events")) + Files.size(root.resolve("events.old")))
        .isLessThan(600 * 1024);
    List<DaemonEvent> kept = file.read();
    assertThat(kept.get(kept.size() - 1)).isEqualTo(event(1200, text));
    assertThat(kept).hasSizeBetween(250, 600);
  }

  @Test
  void takesNoFileThatIsFarTooLarge() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("events"), "\n".repeat(1024 * 1024));
    assertThat(file.read()).isEmpty();
  }

  @Property
  void readsBackAnyTextAsOneLine(@ForAll String text) {
    DaemonEvent read = EventFile.parse(EventFile.format(event(7, text))).orElseThrow();
    assertThat(read.text()).isEqualTo(text.replaceAll("\\p{Cntrl}", " "));
    assertThat(read.time()).isEqualTo(NOON.plusSeconds(7));
  }

  @Property
  void refusesWhatIsNoEvent(@ForAll String line) {
    EventFile.parse(line).ifPresent(event -> assertThat(EventFile.format(event)).isNotEmpty());
  }
}

package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.model.DaemonStatus.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Whether repairs are suspended, so that a daemon that is started again does not begin to repair in
 * the middle of an incident. Lines: since, until or {@code -}, who.
 */
public final class PauseFile {
  private final Path root;
  private final Path file;

  PauseFile(Path root) {
    this.root = root;
    this.file = root.resolve("paused");
  }

  /**
   * What was remembered.
   *
   * @return empty if repairs go on; also if the file is damaged
   */
  public Optional<Pause> read() {
    try {
      List<String> lines = Files.readAllLines(file, UTF_8);
      if (lines.size() != 3) {
        return Optional.empty();
      }
      Optional<Instant> until =
          lines.get(1).equals("-") ? Optional.empty() : Optional.of(Instant.parse(lines.get(1)));
      return Optional.of(new Pause(Instant.parse(lines.get(0)), until, lines.get(2)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Remembers it; on return it is on disk.
   *
   * @param pause empty: repairs go on
   * @throws dev.lvsd.diag.LvsdException blaming the host if it cannot be written
   */
  public void write(Optional<Pause> pause) {
    try {
      if (pause.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      StateDirectory.create(root);
      String until = pause.get().until().map(Instant::toString).orElse("-");
      String text = pause.get().since() + "\n" + until + "\n" + pause.get().who() + "\n";
      AtomicFile.replace(file, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw StateDirectory.unusable("write", file, Reason.of(e), e);
    }
  }
}

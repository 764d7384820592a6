package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.diag.Blame;
import dev.lvsd.state.AtomicFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small text file below {@code /etc} that is lvsd's alone. A file of that name that somebody else
 * wrote is neither believed nor replaced.
 */
final class OwnFile {
  /** The first words of the first line. */
  private static final String MARK = "# Written by lvsd";

  private static final String HEADER =
      MARK + " from its definitions, and replaced as a whole; do not edit.\n";

  private static final int LARGEST = 1 << 20;

  private final Path path;

  OwnFile(Path path) {
    this.path = path;
  }

  /**
   * Its lines without comments and blank lines.
   *
   * @return empty if there is no such file, or somebody else wrote it
   */
  List<String> lines() {
    try {
      if (Files.size(path) > LARGEST) {
        throw failure("read " + path, "it is too big to be written by lvsd", null);
      }
      String text = Files.readString(path, UTF_8);
      return text.startsWith(MARK) ? content(text) : List.of();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failure("read " + path, reason(e), e);
    }
  }

  /**
   * Replaces the file, or removes it if there is nothing to say. On return it is on disk.
   *
   * @param command who asked, for errors
   * @param lines without line ends
   */
  void replace(HostCommand command, List<String> lines) {
    String attempt = command.describe() + ": write " + path;
    try {
      if (Files.exists(path) && !Files.readString(path, UTF_8).startsWith(MARK)) {
        throw failure(
            attempt, "somebody else wrote it; move it away, lvsd needs that name for itself", null);
      }
      if (lines.isEmpty()) {
        Files.deleteIfExists(path);
        return;
      }
      Files.createDirectories(Objects.requireNonNull(path.getParent(), "a file in a directory"));
      String text = HEADER + String.join("\n", lines) + "\n";
      AtomicFile.replace(path, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw failure(attempt, reason(e), e);
    }
  }

  /** Lines that say something; a backslash at the end joins a line with the next. */
  static List<String> content(String text) {
    return text.replace("\\\n", " ")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
        .toList();
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied; run as root"
        : String.valueOf(e.getMessage());
  }

  private static HostException failure(String attempt, String reason, @Nullable IOException cause) {
    return new HostException(Blame.HOST, attempt + ": " + reason, cause);
  }
}

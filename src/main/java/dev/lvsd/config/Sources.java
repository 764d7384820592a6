package dev.lvsd.config;

import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads the files of a run. What cannot be read becomes a problem of that file; the
 * others are still read.
 */
final class Sources {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String STANDARD_INPUT_NAME = "<stdin>";

  private final SourceFiles files;
  private final Problems problems;
  private int bytesLeft = Limits.RUN_BYTES;

  Sources(SourceFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /**
   * The files to read.
   *
   * @param named files, directories and {@code -}, as the user gave them
   * @return files in that order, a directory replaced by its {@code *.yaml} and {@code *.yml} in
   *     the order of their names
   */
  List<Path> expand(List<Path> named) {
    List<Path> found = new ArrayList<>();
    for (Path path : named) {
      if (!path.equals(STANDARD_INPUT) && files.isDirectory(path)) {
        found.addAll(children(path));
      } else {
        found.add(path);
      }
    }
    if (found.size() > Limits.FILES) {
      report(found.get(Limits.FILES), "more than " + Limits.FILES + " files", "join some of them");
      return found.subList(0, Limits.FILES);
    }
    return found;
  }

  /** How a file is called in messages. */
  static String name(Path file) {
    return file.equals(STANDARD_INPUT) ? STANDARD_INPUT_NAME : file.toString();
  }

  /**
   * The content of a file.
   *
   * @return all bytes, or null if there is a problem with it
   */
  byte @Nullable [] load(Path file) {
    try {
      byte[] bytes = read(file, Math.min(Limits.FILE_BYTES, bytesLeft) + 1);
      if (bytes.length > Limits.FILE_BYTES) {
        report(file, "larger than " + (Limits.FILE_BYTES >> 20) + " MiB", "split it");
        return null;
      }
      if (bytes.length > bytesLeft) {
        bytesLeft = 0;
        report(file, "all files together are larger than " + (Limits.RUN_BYTES >> 20) + " MiB", "");
        return null;
      }
      bytesLeft -= bytes.length;
      return bytes;
    } catch (IOException e) {
      report(file, "cannot be read: " + reason(e), "");
      return null;
    }
  }

  private byte[] read(Path file, int limit) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return files.standardInput().readNBytes(limit);
    }
    try (InputStream in = files.open(file)) {
      return in.readNBytes(limit);
    }
  }

  private List<Path> children(Path directory) {
    Path[] definitions;
    try {
      definitions =
          files.files(directory).stream().filter(Sources::isDefinition).toArray(Path[]::new);
    } catch (IOException e) {
      report(directory, "cannot be listed: " + reason(e), "");
      return List.of();
    }
    if (definitions.length == 0) {
      report(
          directory,
          "the directory has no *.yaml or *.yml file",
          "hidden files and subdirectories are not read");
    }
    Arrays.sort(definitions);
    return List.of(definitions);
  }

  private static boolean isDefinition(Path path) {
    String name = String.valueOf(path.getFileName());
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(e.getMessage());
  }

  private void report(Path file, String message, String hint) {
    problems.error(new Position(name(file), 0, 0), "", message, hint);
  }
}

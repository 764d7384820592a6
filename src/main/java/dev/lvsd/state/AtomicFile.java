package dev.lvsd.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Replaces a file as a whole: after a crash at any instant it has the old content or the new. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes beside the file, forces that to disk, renames it, forces the directory to disk.
   *
   * @param file one writer at a time; its directory exists
   * @param content all of it
   * @throws IOException if it cannot be written; the old content is there then
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path directory = Objects.requireNonNull(file.getParent(), "file in a directory");
    Path beside = beside(file);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Where the new content is first. One name only, so that what a killed process left behind is
   * overwritten and does not pile up.
   */
  static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".new");
  }
}

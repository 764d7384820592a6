package dev.lvsd.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk whose process is killed at a chosen step: before it, or in the middle of it, when half of
 * the new content lies beside the file.
 */
final class CrashingDisk implements Disk {
  private final int crashAt;
  private final boolean halfWay;
  private int steps;

  /** The process is gone; nothing after it happens. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  CrashingDisk(int crashAt, boolean halfWay) {
    this.crashAt = crashAt;
    this.halfWay = halfWay;
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    if (steps++ == crashAt) {
      if (halfWay) {
        Files.write(AtomicFile.beside(file), Arrays.copyOf(content, content.length / 2));
      }
      throw new Killed();
    }
    Disk.REAL.replace(file, content);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (steps++ == crashAt) {
      throw new Killed();
    }
    Disk.REAL.delete(file);
  }
}

package dev.lvsd.state;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.ServerOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Remembers what operators said of single servers. One file, so that a drain and the weight that it
 * wants change together. Any process may read; writers hold the {@link ApplyLock}.
 */
public final class OverrideStore {
  private static final long LARGEST_FILE = 8L << 20;

  private final Path root;
  private final Path file;
  private final Disk disk;

  OverrideStore(Path root, Disk disk) {
    this.root = root;
    this.file = root.resolve("overrides");
    this.disk = disk;
  }

  /**
   * What could be read.
   *
   * @param overrides at most one for each server
   * @param warnings what could not be read, one sentence each
   */
  public record Remembered(List<ServerOverride> overrides, List<String> warnings) {
    /** Copies the lists. */
    public Remembered {
      overrides = List.copyOf(overrides);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads everything. A file that cannot be read or is damaged becomes a warning, and the
   * definition holds.
   *
   * @return what is known, and what is not
   */
  public Remembered read() {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new DamagedException("is too big to be a list of overrides");
      }
      return new Remembered(OverrideFile.read(Files.readAllBytes(file)), List.of());
    } catch (NoSuchFileException e) {
      return new Remembered(List.of(), List.of());
    } catch (IOException e) {
      return unknown("read " + file + ": " + Reason.of(e));
    } catch (DamagedException e) {
      return unknown(file + " " + e.getMessage());
    }
  }

  private static Remembered unknown(String why) {
    return new Remembered(
        List.of(), List.of(why + "; weights and drains that were set by command are not known"));
  }

  /**
   * Replaces what is remembered; on return it is on disk. Writes nothing if that is remembered
   * already. A damaged file is put aside first.
   *
   * @param overrides at most one for each server
   * @throws LvsdException blaming the host if it cannot be written
   */
  public void write(List<ServerOverride> overrides) {
    Remembered before = read();
    if (before.warnings().isEmpty() && before.overrides().equals(overrides)) {
      return;
    }
    StateDirectory.create(root);
    try {
      if (!before.warnings().isEmpty() && Files.isReadable(file)) {
        Path aside = root.resolve("overrides.damaged");
        Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      }
      disk.replace(file, OverrideFile.write(overrides));
    } catch (IOException e) {
      throw StateDirectory.unusable("write", file, Reason.of(e), e);
    }
  }
}

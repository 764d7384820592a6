package dev.lvsd.state;

import dev.lvsd.model.SavedDirector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What has to be restored after {@code ip_vs} was unloaded. The file is there from before the table
 * is emptied until everything is back, so that whoever finds it after a kill can go on. Writers
 * hold the {@link ApplyLock}.
 */
public final class ReloadFile {
  /** A hundred thousand services with servers, and more. */
  private static final long LARGEST_FILE = 256L << 20;

  private final Path file;

  ReloadFile(Path root) {
    this.file = root.resolve("reload");
  }

  /**
   * What is still to be restored.
   *
   * @return empty if nothing is
   * @throws dev.lvsd.diag.LvsdException blaming the host if the file cannot be read or is damaged
   */
  public Optional<SavedDirector> read() {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new DamagedException("is too big");
      }
      return Optional.of(SavedDirectorText.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DamagedException e) {
      throw StateDirectory.unusable(
          "read", file, "it " + e.getMessage(), new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw StateDirectory.unusable("read", file, Reason.of(e), e);
    }
  }

  /**
   * Remembers what is to be restored; on return it is on disk.
   *
   * @param director what is in the kernel now
   * @throws dev.lvsd.diag.LvsdException blaming the host if it cannot be written
   */
  public void write(SavedDirector director) {
    try {
      AtomicFile.replace(file, SavedDirectorText.write(director));
    } catch (IOException e) {
      throw StateDirectory.unusable("write", file, Reason.of(e), e);
    }
  }

  /**
   * Everything is restored.
   *
   * @throws dev.lvsd.diag.LvsdException blaming the host if the file cannot be deleted
   */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StateDirectory.unusable("delete", file, Reason.of(e), e);
    }
  }
}

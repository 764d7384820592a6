package dev.lvsd.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The steps in which a store changes its files; each is done or not done after a crash. */
interface Disk {
  /** The file system of this machine. */
  Disk REAL =
      new Disk() {
        @Override
        public void replace(Path file, byte[] content) throws IOException {
          AtomicFile.replace(file, content);
        }

        @Override
        public void delete(Path file) throws IOException {
          Files.deleteIfExists(file);
        }
      };

  /** As {@link AtomicFile#replace}: on return the content is on disk. */
  void replace(Path file, byte[] content) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(Path file) throws IOException;
}

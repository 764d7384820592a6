package dev.lvsd.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a run, as whoever named them sees them: those of this process, or those of a client
 * that has other rights and another working directory. Owned by one thread.
 */
public interface SourceFiles {
  /**
   * Standard input.
   *
   * @return read where a file is called {@code -}; never closed
   */
  InputStream standardInput();

  /**
   * Opens a file.
   *
   * @param file as it was named, relative or not
   * @return its bytes, to be closed
   * @throws IOException if it cannot be opened; NoSuchFileException and AccessDeniedException if
   *     that is the reason
   */
  InputStream open(Path file) throws IOException;

  /**
   * Whether it is a directory.
   *
   * @param path as it was named
   * @return false also if there is nothing of that name
   */
  boolean isDirectory(Path path);

  /**
   * The files of a directory.
   *
   * @param directory as it was named
   * @return everything in it but directories, in no particular order
   * @throws IOException if it cannot be listed
   */
  List<Path> files(Path directory) throws IOException;
}

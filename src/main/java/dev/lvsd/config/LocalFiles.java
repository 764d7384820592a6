package dev.lvsd.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of this process.
 *
 * @param standardInput read where a file is called {@code -}; not closed
 */
public record LocalFiles(InputStream standardInput) implements SourceFiles {
  @Override
  public InputStream open(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> !Files.isDirectory(entry))) {
      entries.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw new IOException(e.getMessage(), e);
    }
    return files;
  }
}

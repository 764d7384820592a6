package dev.lvsd.app;

import dev.lvsd.config.SourceFiles;
import dev.lvsd.control.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The files of a client of the daemon, read by the client itself. */
record ClientFiles(Call call) implements SourceFiles {
  @Override
  public InputStream standardInput() {
    return call.input();
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return call.open(file);
  }

  @Override
  public boolean isDirectory(Path path) {
    try {
      call.list(path);
      return true;
    } catch (IOException e) {
      return false; // opening it will tell why
    }
  }

  @Override
  public List<Path> files(Path directory) throws IOException {
    return call.list(directory).stream().map(directory::resolve).toList();
  }
}

package dev.lvsd.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream that remembers why it could not be written. Whoever reads the output may go
 * away at any time; that must not stop an apply halfway.
 */
final class StandardStream extends OutputStream {
  private final FileOutputStream stream;
  private @Nullable IOException failure;

  StandardStream(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      stream.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Why something could not be written; a reader that went away is no failure. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure)
        .filter(e -> !String.valueOf(e.getMessage()).contains("Broken pipe"));
  }
}

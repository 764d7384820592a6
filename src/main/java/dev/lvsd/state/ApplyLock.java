package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to apply. The kernel gives it back when the process ends, however it ends, so a lock is
 * never stale; the file stays.
 */
public final class ApplyLock implements AutoCloseable {
  private static final int LONGEST_HOLDER = 20;

  private final FileChannel channel;
  private final Path file;

  private ApplyLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  static Optional<ApplyLock> tryAcquire(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean acquired = false;
      try {
        acquired = lock(channel) != null;
        if (!acquired) {
          return Optional.empty();
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
        return Optional.of(new ApplyLock(channel, file));
      } finally {
        if (!acquired) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw StateDirectory.unusable("lock", file, Reason.of(e), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process has it
    }
  }

  static String holder(Path file) {
    String unknown = "another process";
    try {
      if (!Files.isReadable(file) || Files.size(file) > LONGEST_HOLDER) {
        return unknown;
      }
      String pid = Files.readString(file, US_ASCII).strip();
      return pid.matches("[0-9]+") ? "process " + pid : unknown;
    } catch (IOException e) {
      return unknown; // only a message gets poorer
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StateDirectory.unusable("unlock", file, Reason.of(e), e);
    }
  }
}

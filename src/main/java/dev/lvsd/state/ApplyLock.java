package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to apply. The kernel gives it back when the process ends, however it ends, so a lock is
 * never stale; the file stays.
 *
 * <p>It belongs to the whole process, and the kernel also gives it back when the process closes
 * <em>any</em> descriptor of the file (fcntl(2)). So a process that has the lock does not open the
 * file again: which locks it has, it knows itself.
 */
public final class ApplyLock implements AutoCloseable {
  private static final int LONGEST_HOLDER = 20;

  /** Files whose locks this process has, or is about to ask for. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path file;

  private ApplyLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  static Optional<ApplyLock> tryAcquire(Path named) {
    Path file = named.toAbsolutePath().normalize();
    if (!OURS.add(file)) {
      return Optional.empty(); // another thread of this process has it
    }
    boolean acquired = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        acquired = channel.tryLock() != null;
        if (!acquired) {
          return Optional.empty();
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((pid() + "\n").getBytes(US_ASCII)));
        return Optional.of(new ApplyLock(channel, file));
      } finally {
        if (!acquired) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw StateDirectory.unusable("lock", file, Reason.of(e), e);
    } finally {
      if (!acquired) {
        OURS.remove(file);
      }
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  static String holder(Path named) {
    Path file = named.toAbsolutePath().normalize();
    if (OURS.contains(file)) {
      return "process " + pid();
    }
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
    } finally {
      OURS.remove(file);
    }
  }
}

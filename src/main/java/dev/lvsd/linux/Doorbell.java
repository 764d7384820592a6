package dev.lvsd.linux;

import dev.lvsd.diag.Errno;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Wakes a thread that waits for descriptors: any thread rings, the one that waits answers.
 *
 * @see "eventfd(2)"
 */
public final class Doorbell implements AutoCloseable {
  private static final int COUNTER = 8;

  private final LibC libc;
  private final Runtime runtime;
  private final Fd fd;
  private final NativeBuffer one = NativeBuffer.allocate(COUNTER);
  private final NativeBuffer rings = NativeBuffer.allocate(COUNTER);

  /** Apart from {@link Native}, because few starts of the program need it. */
  public interface LibC {
    /** eventfd(2). */
    int eventfd(int initial, int flags);

    /** read(2). */
    long read(int fd, long address, long length);

    /** write(2). */
    long write(int fd, long address, long length);
  }

  private Doorbell() {
    libc = LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    runtime = Runtime.getRuntime(libc);
    // EFD_NONBLOCK and EFD_CLOEXEC are these flags of open(2)
    int number = libc.eventfd(0, SocketUapi.O_NONBLOCK | SocketUapi.O_CLOEXEC);
    if (number < 0) {
      throw new LinuxException("make an event counter", runtime.getLastError());
    }
    fd = new Fd(number);
    one.bytes().order(ByteOrder.nativeOrder()).putLong(0, 1);
  }

  /**
   * Makes one.
   *
   * @return to be closed by the caller
   */
  public static Doorbell open() {
    return new Doorbell();
  }

  /**
   * The descriptor, to wait for.
   *
   * @return closed with this
   */
  public Fd descriptor() {
    return fd;
  }

  /** Wakes the thread that waits, or will wait. From any thread. */
  public void ring() {
    long address = one.address(0, COUNTER);
    while (libc.write(fd.number(), address, COUNTER) < 0) {
      int errno = runtime.getLastError();
      if (errno == Errno.EAGAIN) {
        return; // it rings already, more often than can be counted
      }
      if (errno != Errno.EINTR) {
        throw new LinuxException("ring a doorbell", errno);
      }
    }
  }

  /** Ends the ringing. Only the thread that waits. */
  public void answer() {
    long address = rings.address(0, COUNTER);
    while (libc.read(fd.number(), address, COUNTER) < 0) {
      int errno = runtime.getLastError();
      if (errno == Errno.EAGAIN) {
        return;
      }
      if (errno != Errno.EINTR) {
        throw new LinuxException("answer a doorbell", errno);
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}

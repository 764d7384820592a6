package dev.lvsd.linux;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Waits until one of several descriptors has something to read. Used by one thread; allocates
 * nothing.
 *
 * @see "poll(2)"
 */
public final class Poller {
  private final LibC libc;
  private final Runtime runtime;
  private final NativeBuffer entries;
  private final int count;

  /** Apart from {@link Native}, because few starts of the program need it. */
  public interface LibC {
    /** poll(2). */
    int poll(long descriptors, long count, int timeoutMs);
  }

  /**
   * Waits for descriptors that stay open as long as this is used.
   *
   * @param descriptors which
   */
  public Poller(Fd... descriptors) {
    libc = LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    runtime = Runtime.getRuntime(libc);
    count = descriptors.length;
    entries = NativeBuffer.allocate(count * SocketUapi.SIZEOF_POLLFD);
    ByteBuffer bytes = entries.bytes().order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      bytes.putInt(i * SocketUapi.SIZEOF_POLLFD, descriptors[i].number());
      bytes.putShort(i * SocketUapi.SIZEOF_POLLFD + 4, (short) SocketUapi.POLLIN);
    }
  }

  /**
   * Waits.
   *
   * @param timeoutMs how long at most; 0 only looks
   * @return whether there is something to read anywhere; false also when a signal ended the wait
   */
  public boolean await(int timeoutMs) {
    long address = entries.address(0, count * SocketUapi.SIZEOF_POLLFD);
    int ready = libc.poll(address, count, timeoutMs);
    if (ready < 0) {
      int errno = runtime.getLastError();
      if (errno != Errno.EINTR) {
        throw new LinuxException("wait for input", errno);
      }
      clear();
    }
    return ready > 0;
  }

  private void clear() {
    for (int i = 0; i < count; i++) {
      entries.bytes().putShort(i * SocketUapi.SIZEOF_POLLFD + 6, (short) 0);
    }
  }

  /**
   * Whether the last wait found something to read, or an error.
   *
   * @param index of the descriptor, as they were given
   * @return true if so
   */
  public boolean isReady(int index) {
    return entries.bytes().getShort(index * SocketUapi.SIZEOF_POLLFD + 6) != 0;
  }
}

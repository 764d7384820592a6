package dev.lvsd.linux;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** The C library: signatures, the errno of the last call, and nothing else. */
final class Native {
  private Native() {}

  /**
   * What lvsd calls. Buffers must be direct; a call starts at their position. A {@code long} stands
   * for size_t, ssize_t and nfds_t, all as wide as C's long on Linux.
   *
   * <p>Public because jnr-ffi could not implement it otherwise. Without jnr-ffi's annotations
   * because each kind of them costs 2 to 3 ms at start, for a proxy class that no archive keeps.
   */
  public interface LibC {
    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** connect(2). */
    int connect(int fd, ByteBuffer address, int length);

    /** getsockname(2). */
    int getsockname(int fd, ByteBuffer address, ByteBuffer length);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int option, ByteBuffer value, int length);

    /** send(2). */
    long send(int fd, ByteBuffer data, long length, int flags);

    /** recv(2). */
    long recv(int fd, ByteBuffer data, long length, int flags);

    /** poll(2). */
    int poll(ByteBuffer descriptors, long count, int timeoutMs);

    /** close(2). */
    int close(int fd);
  }

  /** Loads the library when the first call is made, and only then. */
  private static final class Loaded {
    // the C library is in the process already; looking for its file would take 15 ms
    static final LibC LIBC =
        LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);

    static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
  }

  /**
   * The C library.
   *
   * @throws LvsdException if jffi cannot unpack or load its own part; says what to try
   */
  static LibC libc() {
    try {
      return Loaded.LIBC;
    } catch (LinkageError e) {
      // the message goes on with a whole stack trace
      String reason = String.valueOf(e.getCause() == null ? e : e.getCause());
      int lineEnd = reason.indexOf('\n');
      throw new LvsdException(
          Blame.HOST,
          "load the C library through jffi: "
              + (lineEnd < 0 ? reason : reason.substring(0, lineEnd))
              + "; or set jffi.boot.library.path to a directory that has libjffi-1.2.so",
          e);
    }
  }

  /**
   * The errno that the last failing call of this thread left behind; a call that succeeds does not
   * clear it.
   */
  static int errno() {
    return Loaded.RUNTIME.getLastError();
  }

  /**
   * Decides after a call that returned -1 whether to make it again, because a signal interrupted
   * it.
   *
   * @param operation what was attempted, for the error
   * @return true
   * @throws LinuxException if it failed for another reason
   */
  static boolean interrupted(String operation) {
    int errno = errno();
    if (errno == Errno.EINTR) {
      return true;
    }
    throw new LinuxException(operation, errno);
  }
}

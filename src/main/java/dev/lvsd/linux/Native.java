package dev.lvsd.linux;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.socklen_t;
import jnr.ffi.types.ssize_t;

/** The C library: signatures, the errno of the last call, and nothing else. */
final class Native {
  private Native() {}

  /**
   * What lvsd calls. Every line costs start-up time, because jnr-ffi makes code for it.
   *
   * <p>Public because jnr-ffi could not implement it otherwise. Buffers must be direct; a call
   * starts at their position.
   */
  public interface LibC {
    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** connect(2). */
    int connect(int fd, @In ByteBuffer address, @socklen_t int length);

    /** getsockname(2). */
    int getsockname(int fd, @Out ByteBuffer address, ByteBuffer length);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int option, @In ByteBuffer value, @socklen_t int length);

    /** send(2). */
    @ssize_t
    long send(int fd, @In ByteBuffer data, @size_t long length, int flags);

    /** recv(2). */
    @ssize_t
    long recv(int fd, @Out ByteBuffer data, @size_t long length, int flags);

    /** poll(2). */
    int poll(ByteBuffer descriptors, long count, int timeoutMs);

    /** close(2). */
    int close(int fd);
  }

  /** Loads the library when the first call is made, and only then. */
  private static final class Loaded {
    static final LibC LIBC = load();
    static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private static LibC load() {
      try {
        return LibraryLoader.create(LibC.class).failImmediately().load("c");
      } catch (UnsatisfiedLinkError e) {
        throw new LvsdException(
            Blame.HOST,
            "load the C library through jffi: "
                + e.getMessage()
                + "; java.io.tmpdir must be writable and allow programs (no noexec), or"
                + " jffi.boot.library.path must name a directory with libjffi-1.2.so",
            e);
      }
    }
  }

  static LibC libc() {
    return Loaded.LIBC;
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

package dev.lvsd.it.topology;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** The system call by which a thread moves into another network namespace. */
final class Namespaces {
  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 02000000;
  private static final int CLONE_NEWNET = 0x40000000;

  private static final LibC LIBC = LibraryLoader.create(LibC.class).failImmediately().load("c");

  private Namespaces() {}

  /** What is called; public because jnr-ffi could not implement it otherwise. */
  public interface LibC {
    /** open(2). */
    int open(String path, int flags);

    /** setns(2). */
    int setns(int descriptor, int type);

    /** close(2). */
    int close(int descriptor);
  }

  /**
   * Moves the calling thread, and no other, into a namespace. Sockets that it opens and processes
   * that it starts from then on are there.
   *
   * @param file a file of {@code /run/netns}
   */
  static void enter(Path file) {
    int descriptor = LIBC.open(file.toString(), O_RDONLY | O_CLOEXEC);
    check(descriptor, "open " + file);
    try {
      check(LIBC.setns(descriptor, CLONE_NEWNET), "enter " + file);
    } finally {
      check(LIBC.close(descriptor), "close " + file);
    }
  }

  private static void check(int result, String what) {
    if (result < 0) {
      throw new IllegalStateException(
          what + " failed with errno " + Runtime.getRuntime(LIBC).getLastError());
    }
  }
}

package dev.lvsd.it.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;

/** Runs code on a thread that is root by name only: it gave all its capabilities away. */
final class WithoutPrivileges {
  private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;
  private static final int SECONDS = 30;

  private WithoutPrivileges() {}

  /** What is called; public because jnr-ffi could not implement it otherwise. */
  public interface LibC {
    /** capset(2); concerns the calling thread. */
    int capset(@In ByteBuffer header, @In ByteBuffer data);
  }

  static <T> T call(Callable<T> code) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              giveEverythingAway();
              return code.call();
            });
    Thread thread = new Thread(task, "without-privileges");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("on a thread without privileges", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Version and thread 0, which is the caller; then three empty sets of 64 bits. */
  private static void giveEverythingAway() {
    ByteBuffer header = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    header.putInt(0, LINUX_CAPABILITY_VERSION_3);
    LibC libc = LibraryLoader.create(LibC.class).failImmediately().load("c");
    if (libc.capset(header, ByteBuffer.allocateDirect(24)) != 0) {
      throw new IllegalStateException("capset failed");
    }
  }
}

package dev.lvsd.linux;

import static dev.lvsd.linux.SocketUapi.SOL_SOCKET;
import static dev.lvsd.linux.SocketUapi.SO_PEERGROUPS;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.Set;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * The supplementary groups of a process when it connected a Unix socket, as the kernel remembers
 * them.
 */
public final class PeerGroups {
  private static final int SIZEOF_GID = 4;

  /** linux/limits.h: NGROUPS_MAX. */
  private static final int MOST = 65536;

  private PeerGroups() {}

  /** Apart from {@link Native}, because lvsctl never needs it. */
  public interface LibC {
    /** getsockopt(2). */
    int getsockopt(int fd, int level, int option, ByteBuffer value, ByteBuffer length);
  }

  /** Loads the library when the first call is made. */
  private static final class Loaded {
    static final LibC LIBC =
        LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
  }

  /**
   * Asks for them.
   *
   * @param descriptor of a connected Unix socket, open during the call
   * @return group numbers, in a set that belongs to the caller
   * @throws LinuxException ENOPROTOOPT before Linux 4.13
   */
  public static Set<Integer> of(int descriptor) {
    ByteBuffer length = ByteBuffer.allocateDirect(SIZEOF_GID).order(ByteOrder.nativeOrder());
    for (int room = 64; ; room = Math.max(2 * room, length.getInt(0) / SIZEOF_GID)) {
      ByteBuffer gids = ByteBuffer.allocateDirect(room * SIZEOF_GID).order(ByteOrder.nativeOrder());
      length.putInt(0, gids.capacity());
      if (Loaded.LIBC.getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, gids, length) == 0) {
        Set<Integer> found = new LinkedHashSet<>();
        for (int at = 0; at < length.getInt(0); at += SIZEOF_GID) {
          found.add(gids.getInt(at));
        }
        return found;
      }
      int errno = Loaded.RUNTIME.getLastError();
      if (errno != Errno.ERANGE || room > MOST) {
        throw new LinuxException("ask for the groups of a client", errno);
      }
    }
  }
}

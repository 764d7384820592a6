package dev.lvsd.linux;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Sends frames on one interface that may be up to 64 KiB of TCP that nobody has cut into segments
 * yet: before each stands the struct virtio_net_hdr that {@link TunQueue} has, then the header of
 * the link. Receives nothing. Needs CAP_NET_RAW. Used by one thread; sending allocates nothing.
 *
 * @see "packet(7), PACKET_VNET_HDR"
 */
public final class FrameSocket implements AutoCloseable {
  private static final int SIZEOF_INT = 4;

  private final LibC libc;
  private final Runtime runtime;
  private final Fd fd;
  private final int interfaceIndex;

  /** Apart from {@link Native}, because few starts of the program need it. */
  public interface LibC {
    /** bind(2). */
    int bind(int fd, ByteBuffer address, int length);

    /** send(2). */
    long send(int fd, long address, long length, int flags);
  }

  private FrameSocket(int interfaceIndex) {
    this.interfaceIndex = interfaceIndex;
    libc = LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    runtime = Runtime.getRuntime(libc);
    int type = SocketUapi.SOCK_RAW | SocketUapi.SOCK_CLOEXEC;
    int number = Native.libc().socket(SocketUapi.AF_PACKET, type, 0);
    if (number < 0) {
      throw new LinuxException(
          "open packet socket", Native.errno(), "it takes CAP_NET_RAW in this network namespace");
    }
    fd = new Fd(number);
    try {
      prepare();
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /**
   * Opens a socket on one interface of the calling thread's network namespace.
   *
   * @param interfaceIndex the interface, 1 or more
   * @return to be closed by the caller
   * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV if there is no such interface
   */
  public static FrameSocket open(int interfaceIndex) {
    return new FrameSocket(interfaceIndex);
  }

  private void prepare() {
    ByteBuffer argument =
        ByteBuffer.allocateDirect(PacketUapi.SIZEOF_SOCKADDR_LL).order(ByteOrder.nativeOrder());
    argument.putInt(0, 1);
    int number = fd.number();
    while (Native.libc()
                .setsockopt(
                    number, SocketUapi.SOL_PACKET, PacketUapi.PACKET_VNET_HDR, argument, SIZEOF_INT)
            < 0
        && Native.interrupted("let packet socket send unfinished frames")) {}
    // struct sockaddr_ll: family, protocol 0 as nothing is to be received, interface
    argument.putInt(0, 0).putShort(0, (short) SocketUapi.AF_PACKET).putInt(4, interfaceIndex);
    if (libc.bind(number, argument, PacketUapi.SIZEOF_SOCKADDR_LL) < 0) {
      throw new LinuxException(
          "bind packet socket to interface " + interfaceIndex, runtime.getLastError());
    }
  }

  /**
   * Sends one frame.
   *
   * @param from where it is
   * @param offset of the virtio_net_hdr
   * @param length of that header and the frame
   * @return 0, or why it did not go: EMSGSIZE if it is longer than the MTU allows, ENETDOWN if the
   *     interface is down, ENXIO if it is gone, ENOBUFS or EAGAIN if its queue is full
   */
  public int send(NativeBuffer from, int offset, int length) {
    int number = fd.number();
    long address = from.address(offset, length);
    while (libc.send(number, address, length, SocketUapi.MSG_DONTWAIT) < 0) {
      int errno = runtime.getLastError();
      if (errno != Errno.EINTR) {
        return errno;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    fd.close();
  }
}

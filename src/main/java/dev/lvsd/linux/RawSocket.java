package dev.lvsd.linux;

import static dev.lvsd.linux.SocketUapi.AF_INET;
import static dev.lvsd.linux.SocketUapi.AF_INET6;
import static dev.lvsd.linux.SocketUapi.SOCK_CLOEXEC;
import static dev.lvsd.linux.SocketUapi.SOCK_RAW;

import dev.lvsd.diag.Errno;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket that sends IP packets of any protocol to one address; the kernel routes them and makes
 * the IP header. Needs CAP_NET_RAW. Used by one thread at a time.
 *
 * @see "raw(7)"
 */
public final class RawSocket implements AutoCloseable {
  /** Size of struct sockaddr_in in bytes: family u16, port be16, address of 4 bytes, padding. */
  private static final int SIZEOF_SOCKADDR_IN = 16;

  /**
   * Size of struct sockaddr_in6 in bytes: family u16, port be16, flow u32, address of 16 bytes,
   * scope u32.
   */
  private static final int SIZEOF_SOCKADDR_IN6 = 28;

  private final Fd fd;
  private final String what;

  private RawSocket(Fd fd, String what) {
    this.fd = fd;
    this.what = what;
  }

  /**
   * Opens a socket in the calling thread's network namespace.
   *
   * @param destination where everything goes
   * @param protocol what follows the IP header: an IPPROTO_… number
   * @return to be closed by the caller
   * @throws LinuxException EPERM without CAP_NET_RAW, ENETUNREACH if no route leads there
   */
  public static RawSocket open(InetAddress destination, int protocol) {
    boolean v4 = destination instanceof Inet4Address;
    String what = "IP protocol " + protocol + " to " + destination.getHostAddress();
    int number = Native.libc().socket(v4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC, protocol);
    if (number < 0) {
      int errno = Native.errno();
      throw new LinuxException("open raw socket for " + what, errno, PacketSocket.advice(errno));
    }
    Fd fd = new Fd(number);
    try {
      ByteBuffer address =
          ByteBuffer.allocateDirect(v4 ? SIZEOF_SOCKADDR_IN : SIZEOF_SOCKADDR_IN6)
              .order(ByteOrder.nativeOrder())
              .putShort(0, (short) (v4 ? AF_INET : AF_INET6))
              .put(v4 ? 4 : 8, destination.getAddress());
      while (Native.libc().connect(number, address, address.capacity()) < 0
          && Native.interrupted("find the way for " + what)) {}
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
    return new RawSocket(fd, what);
  }

  /**
   * Sends one packet.
   *
   * @param packet direct; what follows the IP header, from position to limit, which stay
   * @throws LinuxException ENOPROTOOPT if the other end said to the last one that it does not know
   *     the protocol, EHOSTUNREACH if there is no such host, EMSGSIZE if the packet is too long
   */
  public void send(ByteBuffer packet) {
    int number = fd.number();
    int length = packet.remaining();
    while (Native.libc().send(number, packet, length, 0) < 0) {
      int errno = Native.errno();
      if (errno != Errno.EINTR) {
        throw new LinuxException("send " + what, errno);
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}

package dev.lvsd.linux;

/**
 * Constants of descriptors and sockets: asm-generic/fcntl.h, asm-generic/socket.h, linux/socket.h,
 * asm-generic/poll.h.
 */
public final class SocketUapi {
  /** linux/socket.h: of no family in particular. */
  public static final int AF_UNSPEC = 0;

  /** linux/socket.h: IPv4. */
  public static final int AF_INET = 2;

  /** linux/socket.h: IPv6. */
  public static final int AF_INET6 = 10;

  /** linux/socket.h. */
  public static final int AF_NETLINK = 16;

  /** linux/socket.h: what an interface sends and receives, below every other protocol. */
  public static final int AF_PACKET = 17;

  /** linux/net.h. */
  public static final int SOCK_DGRAM = 2;

  /** linux/net.h. */
  public static final int SOCK_RAW = 3;

  /** linux/net.h: close the descriptor when another program is started. */
  public static final int SOCK_CLOEXEC = 0x80000;

  /** asm-generic/socket.h: level of the options that every socket has. */
  public static final int SOL_SOCKET = 1;

  /** asm-generic/socket.h: the kernel keeps twice the value. */
  public static final int SO_SNDBUF = 7;

  /** asm-generic/socket.h: the kernel keeps twice the value, but not above net.core.rmem_max. */
  public static final int SO_RCVBUF = 8;

  /**
   * asm-generic/socket.h: let the kernel drop what a program of struct sock_fprog does not want.
   */
  static final int SO_ATTACH_FILTER = 26;

  /** asm-generic/socket.h: like SO_RCVBUF without the ceiling; needs CAP_NET_ADMIN. */
  public static final int SO_RCVBUFFORCE = 33;

  /** linux/socket.h: level of the options of packet sockets. */
  public static final int SOL_PACKET = 263;

  /** asm-generic/socket.h: groups of the process at the other end of a Unix socket. */
  public static final int SO_PEERGROUPS = 59;

  /** linux/socket.h: level of netlink's options. */
  public static final int SOL_NETLINK = 270;

  /** linux/socket.h: answer with the true length of a datagram that did not fit. */
  public static final int MSG_TRUNC = 0x20;

  /** linux/socket.h: do not wait. */
  public static final int MSG_DONTWAIT = 0x40;

  /** asm-generic/poll.h: there is something to receive. */
  public static final int POLLIN = 0x0001;

  /** asm-generic/poll.h: size of struct pollfd in bytes. */
  public static final int SIZEOF_POLLFD = 8;

  /** asm-generic/fcntl.h: read and write. */
  static final int O_RDWR = 2;

  /** asm-generic/fcntl.h: fail with EAGAIN instead of waiting. */
  static final int O_NONBLOCK = 0x800;

  /** asm-generic/fcntl.h: close the descriptor when another program is started. */
  static final int O_CLOEXEC = 0x80000;

  private SocketUapi() {}
}

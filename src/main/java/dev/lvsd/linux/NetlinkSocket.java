package dev.lvsd.linux;

import static dev.lvsd.linux.NetlinkUapi.NETLINK_ADD_MEMBERSHIP;
import static dev.lvsd.linux.NetlinkUapi.NETLINK_CAP_ACK;
import static dev.lvsd.linux.NetlinkUapi.NETLINK_EXT_ACK;
import static dev.lvsd.linux.NetlinkUapi.SIZEOF_SOCKADDR_NL;
import static dev.lvsd.linux.SocketUapi.AF_NETLINK;
import static dev.lvsd.linux.SocketUapi.MSG_TRUNC;
import static dev.lvsd.linux.SocketUapi.SOCK_CLOEXEC;
import static dev.lvsd.linux.SocketUapi.SOCK_RAW;
import static dev.lvsd.linux.SocketUapi.SOL_NETLINK;
import static dev.lvsd.linux.SocketUapi.SOL_SOCKET;
import static dev.lvsd.linux.SocketUapi.SO_RCVBUF;
import static dev.lvsd.linux.SocketUapi.SO_RCVBUFFORCE;
import static dev.lvsd.linux.SocketUapi.SO_SNDBUF;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A netlink socket that is connected to the kernel: what other programs send to it never arrives.
 * Used by one thread at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int SIZEOF_INT = 4;
  private static final int PORT_ID = 4;

  private final Fd fd;
  private final Receiver receiver;

  /** Arguments of small calls: an int, or a sockaddr_nl with its length. */
  private final ByteBuffer arguments =
      ByteBuffer.allocateDirect(SIZEOF_SOCKADDR_NL + SIZEOF_INT).order(ByteOrder.nativeOrder());

  private final int portId;

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
    this.receiver = new Receiver(fd, "netlink");
    connect();
    this.portId = readPortId();
  }

  /**
   * Opens a socket. Answers carry the kernel's own words, and errors do not echo the request.
   *
   * @param protocol a NETLINK_… protocol
   * @return to be closed by the caller
   * @throws LinuxException if the kernel or a sandbox does not give one; says what to try
   */
  public static NetlinkSocket open(int protocol) {
    int number = Native.libc().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    if (number < 0) {
      int errno = Native.errno();
      throw new LinuxException("open netlink socket", errno, advice(errno));
    }
    Fd fd = new Fd(number);
    try {
      NetlinkSocket socket = new NetlinkSocket(fd);
      socket.set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
      socket.set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
      return socket;
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  private static String advice(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES ->
          "a sandbox forbids it: allow address family AF_NETLINK (systemd: RestrictAddressFamilies,"
              + " containers: seccomp profile)";
      case Errno.EAFNOSUPPORT, Errno.EPROTONOSUPPORT ->
          "this kernel has no such netlink protocol, which is so in some sandboxes; it takes a Linux"
              + " kernel with CONFIG_NET";
      case Errno.EMFILE -> "the process has too many descriptors open: raise ulimit -n";
      default -> "";
    };
  }

  /**
   * The address that the kernel gave to this socket.
   *
   * @return unique among the sockets of this protocol and network namespace
   */
  public int portId() {
    return portId;
  }

  /**
   * Enlarges the room for answers, above net.core.rmem_max where CAP_NET_ADMIN allows it.
   *
   * @param bytes the kernel doubles it, and charges more for an answer than its length
   * @return false if the privilege is missing; the room is then what it was
   */
  public boolean forceReceiveBuffer(int bytes) {
    try {
      set(SOL_SOCKET, SO_RCVBUFFORCE, bytes);
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.EPERM) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Sets the room for answers.
   *
   * @param bytes the kernel doubles it and keeps to net.core.rmem_max without a word
   */
  public void receiveBuffer(int bytes) {
    set(SOL_SOCKET, SO_RCVBUF, bytes);
  }

  /**
   * Sets how long a datagram to the kernel may be.
   *
   * @param bytes the kernel doubles it and keeps to net.core.wmem_max without a word
   */
  public void sendBuffer(int bytes) {
    set(SOL_SOCKET, SO_SNDBUF, bytes);
  }

  /**
   * Receives the notifications of a group from now on.
   *
   * @param group an RTNLGRP_… number
   */
  public void join(int group) {
    set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
  }

  /**
   * The descriptor, to wait for.
   *
   * @return closed with this socket
   */
  public Fd descriptor() {
    return fd;
  }

  /**
   * Sends one datagram. The kernel executes what is in it before this returns.
   *
   * @param datagram direct; from position to limit, which stay
   * @throws LinuxException EMSGSIZE if it is longer than the send buffer less 32 bytes
   */
  public void send(ByteBuffer datagram) {
    int number = fd.number();
    int length = datagram.remaining();
    while (Native.libc().send(number, datagram, length, 0) < 0
        && Native.interrupted("send " + length + " bytes to netlink")) {}
  }

  /**
   * Receives one datagram.
   *
   * @param into direct; holds the datagram from 0 to its limit afterwards
   * @param timeoutNs how long to wait; 0 takes only what is there
   * @return false if nothing came in time
   * @throws LinuxException ENOBUFS if the kernel had to drop answers, EMSGSIZE if the datagram is
   *     longer than {@code into}
   */
  public boolean receive(ByteBuffer into, long timeoutNs) {
    long length = receiver.receive(into, MSG_TRUNC, timeoutNs);
    if (length > into.capacity()) {
      throw new LinuxException(
          "receive from netlink " + length + " bytes into " + into.capacity(), Errno.EMSGSIZE);
    }
    return length != Receiver.NOTHING;
  }

  /** struct sockaddr_nl: family u16, padding u16, port id u32, groups u32. */
  private void connect() {
    int number = fd.number();
    arguments.clear();
    arguments.putInt(0, 0).putShort(0, (short) AF_NETLINK).putInt(PORT_ID, 0).putInt(8, 0);
    while (Native.libc().connect(number, arguments, SIZEOF_SOCKADDR_NL) < 0
        && Native.interrupted("connect netlink socket to the kernel")) {}
  }

  private int readPortId() {
    int number = fd.number();
    arguments.clear();
    arguments.putInt(SIZEOF_SOCKADDR_NL, SIZEOF_SOCKADDR_NL);
    ByteBuffer length =
        arguments.duplicate().position(SIZEOF_SOCKADDR_NL).order(ByteOrder.nativeOrder());
    while (Native.libc().getsockname(number, arguments, length) < 0
        && Native.interrupted("ask for the address of the netlink socket")) {}
    return arguments.getInt(PORT_ID);
  }

  private void set(int level, int option, int value) {
    int number = fd.number();
    arguments.clear();
    arguments.putInt(0, value);
    while (Native.libc().setsockopt(number, level, option, arguments, SIZEOF_INT) < 0
        && Native.interrupted("set netlink socket option " + level + "/" + option)) {}
  }

  @Override
  public void close() {
    fd.close();
  }
}

package dev.lvsd.linux;

import static dev.lvsd.linux.PacketUapi.PACKET_IGNORE_OUTGOING;
import static dev.lvsd.linux.PacketUapi.SIZEOF_SOCKADDR_LL;
import static dev.lvsd.linux.PacketUapi.SIZEOF_SOCK_FILTER;
import static dev.lvsd.linux.SocketUapi.AF_PACKET;
import static dev.lvsd.linux.SocketUapi.SOCK_CLOEXEC;
import static dev.lvsd.linux.SocketUapi.SOCK_DGRAM;
import static dev.lvsd.linux.SocketUapi.SOCK_RAW;
import static dev.lvsd.linux.SocketUapi.SOL_PACKET;
import static dev.lvsd.linux.SocketUapi.SOL_SOCKET;
import static dev.lvsd.linux.SocketUapi.SO_ATTACH_FILTER;

import dev.lvsd.diag.Errno;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A socket below IP, on one interface: sends what no other socket could, and receives what the
 * interface receives, whoever it is meant for. What this host itself sends is not received. Needs
 * CAP_NET_RAW. Used by one thread at a time.
 *
 * @see "packet(7)"
 */
public final class PacketSocket implements AutoCloseable {
  /** In place of an interface's number: receives from all of them. */
  public static final int ANY_INTERFACE = 0;

  private static final int SIZEOF_INT = 4;

  /** Size of struct sock_fprog in bytes: number of instructions u16, their address at 8. */
  private static final int SIZEOF_SOCK_FPROG = 16;

  private static final int MAX_HARDWARE_ADDRESS = 8;

  private final Fd fd;
  private final Receiver receiver;
  private final int interfaceIndex;
  private final ByteBuffer address =
      ByteBuffer.allocateDirect(SIZEOF_SOCKADDR_LL).order(ByteOrder.nativeOrder());

  /** What a datagram of the socket is. */
  public enum Kind {
    /** A frame: the header of the link is part of it, sent and received. */
    FRAME(SOCK_RAW),
    /** What is inside a frame; the kernel makes the header of the link and takes it off. */
    PACKET(SOCK_DGRAM);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  /** Apart from {@link Native}, because only few starts of the program need it. */
  public interface LibC {
    /** bind(2). */
    int bind(int fd, ByteBuffer address, int length);

    /** sendto(2). */
    long sendto(int fd, ByteBuffer data, long length, int flags, ByteBuffer to, int toLength);
  }

  /** Loads the library when the first call is made, and only then. */
  private static final class Loaded {
    static final LibC LIBC =
        LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);

    static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
  }

  private PacketSocket(Fd fd, int interfaceIndex) {
    this.fd = fd;
    this.receiver = new Receiver(fd, "packet socket");
    this.interfaceIndex = interfaceIndex;
  }

  /**
   * Opens a socket on one interface of the calling thread's network namespace.
   *
   * @param kind what is sent and received
   * @param interfaceIndex the interface, 1 or more
   * @param protocol what is received: an ETH_P_… number, or 0 for nothing
   * @return to be closed by the caller
   * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV if there is no such interface
   */
  public static PacketSocket open(Kind kind, int interfaceIndex, int protocol) {
    return open(kind, interfaceIndex, protocol, PacketFilter.ALL);
  }

  /**
   * Opens a socket that receives certain packets only.
   *
   * @param kind what is sent and received
   * @param interfaceIndex the interface, 1 or more; {@link #ANY_INTERFACE} to receive only
   * @param protocol what is received: an ETH_P_… number, or 0 for nothing
   * @param filter which of it
   * @return to be closed by the caller
   * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV if there is no such interface
   */
  public static PacketSocket open(
      Kind kind, int interfaceIndex, int protocol, PacketFilter filter) {
    // without protocol first: it would receive from all interfaces until it is bound to one
    int number = Native.libc().socket(AF_PACKET, kind.type | SOCK_CLOEXEC, 0);
    if (number < 0) {
      int errno = Native.errno();
      throw new LinuxException("open packet socket", errno, advice(errno));
    }
    Fd fd = new Fd(number);
    try {
      PacketSocket socket = new PacketSocket(fd, interfaceIndex);
      if (protocol != 0) {
        socket.ignoreOutgoing();
        socket.attach(filter);
      }
      socket.bind(protocol);
      return socket;
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /** What to try when there is no such socket to be had. */
  static String advice(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES ->
          "it takes root with CAP_NET_RAW (systemd: CapabilityBoundingSet, AmbientCapabilities)";
      case Errno.EAFNOSUPPORT ->
          "this kernel has no packet sockets: load the module af_packet, or allow address family"
              + " AF_PACKET (systemd: RestrictAddressFamilies)";
      default -> "";
    };
  }

  /**
   * Sends a frame as it is, on a socket of frames.
   *
   * @param frame direct; from position to limit, which stay
   * @throws LinuxException ENETDOWN if the interface is down, ENXIO if it is gone, EMSGSIZE if the
   *     frame is longer than its MTU allows
   */
  public void send(ByteBuffer frame) {
    int length = frame.remaining();
    int number = fd.number();
    while (Native.libc().send(number, frame, length, 0) < 0
        && Native.interrupted("send " + length + " bytes on interface " + interfaceIndex)) {}
  }

  /**
   * Sends a packet, on a socket of packets; the kernel puts the header of the link in front of it.
   *
   * @param packet direct; from position to limit, which stay
   * @param protocol what it is, an ETH_P_… number
   * @param destination hardware address of the receiver, at most 8 bytes
   * @throws LinuxException as {@link #send(ByteBuffer)} does
   */
  public void send(ByteBuffer packet, int protocol, byte[] destination) {
    if (destination.length > MAX_HARDWARE_ADDRESS) {
      throw new IllegalArgumentException(
          "hardware address of " + destination.length + " bytes: expected at most 8");
    }
    address(protocol);
    address.put(11, (byte) destination.length).put(12, destination);
    int length = packet.remaining();
    int number = fd.number();
    while (Loaded.LIBC.sendto(number, packet, length, 0, address, SIZEOF_SOCKADDR_LL) < 0
        && interrupted("send " + length + " bytes on interface " + interfaceIndex)) {}
  }

  /**
   * Receives one frame or packet.
   *
   * @param into direct; holds it, or as much of it as there is room for, from 0 to its limit
   *     afterwards
   * @param timeoutNs how long to wait; 0 takes only what is there
   * @return false if nothing came in time
   * @throws LinuxException ENETDOWN if the interface went down
   */
  public boolean receive(ByteBuffer into, long timeoutNs) {
    return receiver.receive(into, 0, timeoutNs) != Receiver.NOTHING;
  }

  /** struct sockaddr_ll without a hardware address. */
  private void address(int protocol) {
    address.clear();
    address.putLong(0, 0).putLong(8, 0).putInt(16, 0);
    address.putShort(0, (short) AF_PACKET);
    // network byte order
    address.put(2, (byte) (protocol >> 8)).put(3, (byte) protocol);
    address.putInt(4, interfaceIndex);
  }

  private void bind(int protocol) {
    address(protocol);
    int number = fd.number();
    while (Loaded.LIBC.bind(number, address, SIZEOF_SOCKADDR_LL) < 0
        && interrupted("bind packet socket to interface " + interfaceIndex)) {}
  }

  private void ignoreOutgoing() {
    address.clear();
    address.putInt(0, 1);
    int number = fd.number();
    while (Native.libc().setsockopt(number, SOL_PACKET, PACKET_IGNORE_OUTGOING, address, SIZEOF_INT)
            < 0
        && Native.interrupted("let packet socket ignore what this host sends")) {}
  }

  private void attach(PacketFilter filter) {
    if (filter.isAll()) {
      return;
    }
    ByteBuffer program = filter.program();
    address.clear();
    address.putLong(0, 0).putShort(0, (short) (program.limit() / SIZEOF_SOCK_FILTER));
    address.putLong(8, Pointer.wrap(Loaded.RUNTIME, program).address());
    try {
      int number = fd.number();
      while (Native.libc()
                  .setsockopt(number, SOL_SOCKET, SO_ATTACH_FILTER, address, SIZEOF_SOCK_FPROG)
              < 0
          && Native.interrupted("filter what packet socket receives")) {}
    } finally {
      Reference.reachabilityFence(program);
    }
  }

  /** As {@link Native#interrupted} for calls of {@link LibC}. */
  private static boolean interrupted(String operation) {
    int errno = Loaded.RUNTIME.getLastError();
    if (errno == Errno.EINTR) {
      return true;
    }
    throw new LinuxException(operation, errno);
  }

  @Override
  public void close() {
    fd.close();
  }
}

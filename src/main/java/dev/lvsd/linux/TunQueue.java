package dev.lvsd.linux;

import static dev.lvsd.linux.TunUapi.IFF_MULTI_QUEUE;
import static dev.lvsd.linux.TunUapi.IFF_NO_PI;
import static dev.lvsd.linux.TunUapi.IFF_TUN;
import static dev.lvsd.linux.TunUapi.IFF_VNET_HDR;
import static dev.lvsd.linux.TunUapi.IFNAMSIZ;
import static dev.lvsd.linux.TunUapi.TUNSETIFF;
import static dev.lvsd.linux.TunUapi.TUNSETOFFLOAD;
import static dev.lvsd.linux.TunUapi.TUN_F_CSUM;
import static dev.lvsd.linux.TunUapi.TUN_F_TSO4;
import static dev.lvsd.linux.TunUapi.TUN_F_TSO6;
import static dev.lvsd.linux.TunUapi.TUN_F_TSO_ECN;

import dev.lvsd.diag.Errno;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * One queue of a TUN device: what the host routes to the device is read here, and what is written
 * here the host takes as arrived. A frame is a virtio_net_hdr of ten bytes in the byte order of the
 * host and an IP packet, which may be up to 64 KiB of TCP that nobody has cut into segments yet.
 *
 * <p>The device lasts as long as one of its queues is open. Used by one thread at a time. Reading
 * and writing allocate nothing.
 *
 * @see "Documentation/networking/tuntap.rst, linux/if_tun.h, linux/virtio_net.h"
 */
public final class TunQueue implements AutoCloseable {
  /** Size of struct virtio_net_hdr. */
  public static final int HEADER = 10;

  /** The longest frame. */
  public static final int LONGEST_FRAME = HEADER + 65_535;

  private static final String DEVICE = "/dev/net/tun";

  /** struct ifreq: the name, and a union whose first two bytes are the flags here. */
  private static final int SIZEOF_IFREQ = 40;

  private static final int OFFLOADS = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN;

  private final LibC libc;
  private final Runtime runtime;
  private final Fd fd;
  private final NativeBuffer arguments = NativeBuffer.allocate(SIZEOF_IFREQ);
  private final String device;

  /**
   * What this class calls. A {@code long} stands for size_t, ssize_t, and for addresses. Apart from
   * {@link Native}, because few starts of the program need it.
   */
  public interface LibC {
    /** open(2), without a mode. */
    int open(String path, int flags);

    /** ioctl(2) with an address or a number. */
    int ioctl(int fd, long request, long argument);

    /** read(2). */
    long read(int fd, long address, long length);

    /** write(2). */
    long write(int fd, long address, long length);

    /** poll(2). */
    int poll(long descriptors, long count, int timeoutMs);
  }

  private TunQueue(String name) {
    libc = LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    runtime = Runtime.getRuntime(libc);
    arguments.bytes().order(ByteOrder.nativeOrder());
    int flags = SocketUapi.O_RDWR | SocketUapi.O_NONBLOCK | SocketUapi.O_CLOEXEC;
    int number = libc.open(DEVICE, flags);
    if (number < 0) {
      int errno = runtime.getLastError();
      throw new LinuxException("open " + DEVICE, errno, openAdvice(errno));
    }
    fd = new Fd(number);
    try {
      device = attach(name);
      call("take unfinished frames of " + device, TUNSETOFFLOAD, OFFLOADS, "");
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /**
   * Attaches to a device, which is made if there is none of that name. It is down then, and has no
   * address.
   *
   * @param name of the interface, at most 15 bytes; {@code %d} in it becomes the first free number
   * @return to be closed by the caller
   * @throws LinuxException EPERM without CAP_NET_ADMIN, EBUSY if the device has another owner;
   *     ENOENT or ENODEV if the kernel has no TUN devices
   */
  public static TunQueue open(String name) {
    return new TunQueue(name);
  }

  /**
   * The name of the interface.
   *
   * @return as the kernel has it
   */
  public String device() {
    return device;
  }

  /**
   * The descriptor, to wait for.
   *
   * @return closed with this queue
   */
  public Fd descriptor() {
    return fd;
  }

  /**
   * Reads one frame, if there is one.
   *
   * @param into where to
   * @param offset of the frame's first byte; there should be room for {@link #LONGEST_FRAME}
   * @param length room for the frame; what does not fit is lost
   * @return length of the frame, or -1 if there is none now
   * @throws LinuxException EIO while the device is down
   */
  public int read(NativeBuffer into, int offset, int length) {
    int number = fd.number();
    long address = into.address(offset, length);
    while (true) {
      long result = libc.read(number, address, length);
      if (result >= 0) {
        return (int) result;
      }
      int errno = runtime.getLastError();
      if (errno == Errno.EAGAIN) {
        return -1;
      }
      if (errno != Errno.EINTR) {
        throw new LinuxException("read from " + device, errno, ioAdvice(errno));
      }
    }
  }

  /**
   * Writes one frame.
   *
   * @param from where it is
   * @param offset of the frame's first byte
   * @param length of the frame
   * @return false if the host did not take it: it is malformed (EINVAL), or there is no room
   *     (EAGAIN, ENOBUFS, ENOMEM)
   * @throws LinuxException for any other reason; EIO while the device is down
   */
  public boolean write(NativeBuffer from, int offset, int length) {
    int number = fd.number();
    long address = from.address(offset, length);
    while (libc.write(number, address, length) < 0) {
      int errno = runtime.getLastError();
      switch (errno) {
        case Errno.EINTR -> {}
        case Errno.EINVAL, Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> {
          return false;
        }
        default -> throw new LinuxException("write to " + device, errno, ioAdvice(errno));
      }
    }
    return true;
  }

  /**
   * Waits for a frame.
   *
   * @param timeoutMs how long at most
   * @return false if none came; also when a signal ended the wait
   */
  public boolean await(int timeoutMs) {
    arguments
        .bytes()
        .putInt(0, fd.number())
        .putShort(4, (short) SocketUapi.POLLIN)
        .putShort(6, (short) 0);
    int ready = libc.poll(arguments.address(0, SocketUapi.SIZEOF_POLLFD), 1, timeoutMs);
    if (ready < 0 && runtime.getLastError() != Errno.EINTR) {
      throw new LinuxException("wait for " + device, runtime.getLastError());
    }
    return ready > 0;
  }

  private String attach(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length >= IFNAMSIZ) {
      throw new IllegalArgumentException(
          "interface name \"" + name + "\": 1 to " + (IFNAMSIZ - 1) + " bytes");
    }
    arguments.bytes().put(0, bytes);
    int flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE;
    arguments.bytes().putShort(IFNAMSIZ, (short) flags);
    call("attach to TUN device " + name, TUNSETIFF, arguments.address(0, SIZEOF_IFREQ), advice());
    byte[] given = new byte[IFNAMSIZ];
    arguments.bytes().get(0, given);
    String padded = new String(given, StandardCharsets.UTF_8);
    return padded.substring(0, padded.indexOf('\0'));
  }

  private static String advice() {
    return "it takes CAP_NET_ADMIN in this network namespace, and a device of that name with several"
        + " queues or none";
  }

  private void call(String operation, int request, long argument, String advice) {
    while (libc.ioctl(fd.number(), request, argument) < 0) {
      int errno = runtime.getLastError();
      if (errno != Errno.EINTR) {
        throw new LinuxException(operation, errno, advice);
      }
    }
  }

  private static String openAdvice(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
          "this host has no TUN devices: modprobe tun, or give the container " + DEVICE;
      case Errno.EACCES, Errno.EPERM -> "a sandbox forbids it: allow the device " + DEVICE;
      default -> "";
    };
  }

  private static String ioAdvice(int errno) {
    return errno == Errno.EIO ? "the interface is down: ip link set it up" : "";
  }

  @Override
  public void close() {
    fd.close();
  }
}

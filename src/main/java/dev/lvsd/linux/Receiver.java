package dev.lvsd.linux;

import static dev.lvsd.linux.SocketUapi.MSG_DONTWAIT;
import static dev.lvsd.linux.SocketUapi.POLLIN;
import static dev.lvsd.linux.SocketUapi.SIZEOF_POLLFD;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Receives datagrams from a socket, with a deadline. Used by one thread at a time. */
final class Receiver {
  /** What {@link #receive} gives when nothing came. */
  static final long NOTHING = -1;

  private final Fd fd;
  private final String peer;
  private final ByteBuffer pollfd =
      ByteBuffer.allocateDirect(SIZEOF_POLLFD).order(ByteOrder.nativeOrder());

  /**
   * Receives from a socket.
   *
   * @param fd the socket; its owner closes it
   * @param peer who sends, for errors: {@code netlink}
   */
  Receiver(Fd fd, String peer) {
    this.fd = fd;
    this.peer = peer;
  }

  /**
   * Receives one datagram.
   *
   * @param into direct; holds the datagram, or as much of it as there is room for, from 0 to its
   *     limit afterwards
   * @param flags MSG_… bits
   * @param timeoutNs how long to wait; 0 takes only what is there
   * @return what recv(2) returned, or {@link #NOTHING} if nothing came in time
   * @throws LinuxException if the socket has an error to report
   */
  long receive(ByteBuffer into, int flags, long timeoutNs) {
    boolean waiting = false;
    long deadline = 0;
    into.clear();
    int number = fd.number();
    while (true) {
      // mostly the answer is there already, so asking first spares the poll and the clock
      long length = Native.libc().recv(number, into, into.capacity(), MSG_DONTWAIT | flags);
      if (length >= 0) {
        into.limit((int) Math.min(length, into.capacity()));
        return length;
      }
      int errno = Native.errno();
      if (errno == Errno.EAGAIN) {
        if (!waiting) {
          waiting = true;
          deadline = System.nanoTime() + timeoutNs;
        }
        if (!awaitInput(number, deadline)) {
          into.limit(0);
          return NOTHING;
        }
      } else if (errno != Errno.EINTR) {
        into.limit(0);
        throw new LinuxException("receive from " + peer, errno);
      }
    }
  }

  /** Waits until there is something to receive, an error included, or the deadline has passed. */
  private boolean awaitInput(int number, long deadline) {
    while (true) {
      long restNs = deadline - System.nanoTime();
      if (restNs <= 0) {
        return false;
      }
      // rounded up: a wait of 0 ms would be a busy loop
      int restMs = (int) Math.min(restNs / 1_000_000 + 1, Integer.MAX_VALUE);
      pollfd.clear();
      pollfd.putInt(0, number).putShort(4, (short) POLLIN).putShort(6, (short) 0);
      int ready = Native.libc().poll(pollfd, 1, restMs);
      if (ready > 0) {
        return true;
      }
      if (ready < 0 && Native.errno() != Errno.EINTR) {
        throw new LinuxException("wait for " + peer, Native.errno());
      }
    }
  }
}

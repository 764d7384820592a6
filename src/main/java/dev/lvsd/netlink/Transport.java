package dev.lvsd.netlink;

import dev.lvsd.linux.LinuxException;
import java.nio.ByteBuffer;

/**
 * Carries datagrams to the kernel and back. The product has one, a netlink socket; tests play the
 * kernel. Used by one thread at a time.
 */
public interface Transport extends AutoCloseable {
  /** Longest datagram in either direction; the kernel's dumps are just below it. */
  int MAX_DATAGRAM = 32 * 1024;

  /**
   * Our own address.
   *
   * @return what the kernel's answers carry as nlmsg_pid
   */
  int portId();

  /**
   * How many answers wait for us at most before the kernel drops one.
   *
   * @return at least 1
   */
  int answersThatFit();

  /**
   * Hands over one datagram; the kernel has executed its requests when this returns.
   *
   * @param datagram direct, from position to limit, at most {@link #MAX_DATAGRAM} bytes
   * @throws LinuxException if the kernel does not take it
   */
  void send(ByteBuffer datagram);

  /**
   * Receives one datagram.
   *
   * @param into direct, with room for {@link #MAX_DATAGRAM} bytes; holds the datagram between
   *     position 0 and its limit afterwards
   * @param timeoutNs how long to wait; 0 takes only what is there
   * @return false if nothing came
   * @throws LinuxException ENOBUFS if answers were lost since the last call
   */
  boolean receive(ByteBuffer into, long timeoutNs);

  @Override
  void close();
}

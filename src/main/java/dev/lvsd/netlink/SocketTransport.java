package dev.lvsd.netlink;

import dev.lvsd.linux.NetlinkSocket;
import java.nio.ByteBuffer;

/**
 * Datagrams through a netlink socket.
 *
 * <p>The kernel charges the receive buffer for what an answer occupies in memory. Measured with
 * acknowledgements, errors, and errors with the kernel's own words (36 to 128 bytes): always 768
 * bytes on 6.1, 896 on 6.12 and 7.2, so that a default buffer of 212,992 holds 277 and 237 of them,
 * and the enlarged one at least 2,340.
 */
final class SocketTransport implements Transport {
  /** The kernel makes 2 MiB of it. */
  private static final int RECEIVE_BUFFER = 1 << 20;

  /** The kernel makes 128 KiB of it, which is more than a datagram and its overhead. */
  private static final int SEND_BUFFER = 2 * MAX_DATAGRAM;

  /** A quarter of what was measured to fit; more do not fit into a datagram of requests anyway. */
  private static final int ANSWERS_IN_FORCED_BUFFER = 512;

  /** Half of what was measured to fit. */
  private static final int ANSWERS_IN_DEFAULT_BUFFER = 128;

  private final NetlinkSocket socket;
  private final int answersThatFit;

  private SocketTransport(NetlinkSocket socket, int answersThatFit) {
    this.socket = socket;
    this.answersThatFit = answersThatFit;
  }

  /** Opens a socket of a NETLINK_… protocol. */
  static SocketTransport open(int protocol) {
    NetlinkSocket socket = NetlinkSocket.open(protocol);
    try {
      socket.sendBuffer(SEND_BUFFER);
      boolean forced = socket.forceReceiveBuffer(RECEIVE_BUFFER);
      return new SocketTransport(
          socket, forced ? ANSWERS_IN_FORCED_BUFFER : ANSWERS_IN_DEFAULT_BUFFER);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public int portId() {
    return socket.portId();
  }

  @Override
  public int answersThatFit() {
    return answersThatFit;
  }

  @Override
  public void send(ByteBuffer datagram) {
    socket.send(datagram);
  }

  @Override
  public boolean receive(ByteBuffer into, long timeoutNs) {
    return socket.receive(into, timeoutNs);
  }

  @Override
  public void close() {
    socket.close();
  }
}

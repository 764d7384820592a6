package dev.lvsd.netlink;

import dev.lvsd.linux.NetlinkSocket;
import dev.lvsd.linux.NetlinkUapi;
import java.nio.ByteBuffer;

/** Datagrams through a generic netlink socket. */
final class SocketTransport implements Transport {
  /** The kernel makes 2 MiB of it. */
  private static final int RECEIVE_BUFFER = 1 << 20;

  /** The kernel makes 128 KiB of it, which is more than a datagram and its overhead. */
  private static final int SEND_BUFFER = 2 * MAX_DATAGRAM;

  private static final int ANSWERS_IN_FORCED_BUFFER = 512;
  private static final int ANSWERS_IN_DEFAULT_BUFFER = 128;

  private final NetlinkSocket socket;
  private final int answersThatFit;

  private SocketTransport(NetlinkSocket socket, int answersThatFit) {
    this.socket = socket;
    this.answersThatFit = answersThatFit;
  }

  static SocketTransport open() {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkUapi.NETLINK_GENERIC);
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

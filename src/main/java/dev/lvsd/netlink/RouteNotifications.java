package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NETLINK_ROUTE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_MIN_TYPE;

import dev.lvsd.diag.Errno;
import dev.lvsd.linux.Fd;
import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.NetlinkSocket;
import java.nio.ByteBuffer;

/**
 * What route netlink tells of changes, whoever made them. Used by one thread, for the network
 * namespace of the thread that opened it.
 *
 * <p>Whoever listens must be able to do without: notifications are lost when they come faster than
 * they are read, and then only {@link Listener#lost()} is told.
 */
public final class RouteNotifications implements AutoCloseable {
  private final NetlinkSocket socket;
  private final ByteBuffer received = ByteBuffer.allocateDirect(Transport.MAX_DATAGRAM);
  private final MessageReader messages = new MessageReader(received);

  private RouteNotifications(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Hears of changes. */
  public interface Listener {
    /**
     * Something changed.
     *
     * @param type RTM_… number
     * @param message to look into; valid during this call only
     */
    void changed(int type, Notification message);

    /** Anything may have changed. */
    void lost();
  }

  /** One notification. */
  public interface Notification {
    /**
     * Reads it as an answer of route netlink is read.
     *
     * @param headerLength length of the structure behind the netlink header
     * @param decoder called once
     * @param <T> the value
     * @return the value
     */
    <T> T read(int headerLength, RouteDecoder<T> decoder);
  }

  /**
   * Listens from now on.
   *
   * @param groups RTNLGRP_… numbers
   * @return to be closed by the caller
   */
  public static RouteNotifications open(int... groups) {
    NetlinkSocket socket = NetlinkSocket.open(NETLINK_ROUTE);
    try {
      for (int group : groups) {
        socket.join(group);
      }
      return new RouteNotifications(socket);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The descriptor, to wait for.
   *
   * @return closed with this
   */
  public Fd descriptor() {
    return socket.descriptor();
  }

  /**
   * Tells all that came, without waiting.
   *
   * @param listener who hears it
   */
  public void deliver(Listener listener) {
    while (receive(listener)) {
      messages.restart();
      while (messages.next()) {
        if (messages.type() >= NLMSG_MIN_TYPE) {
          listener.changed(messages.type(), this::read);
        }
      }
    }
  }

  private <T> T read(int headerLength, RouteDecoder<T> decoder) {
    return decoder.decode(messages.header(headerLength), messages.attributes(headerLength));
  }

  private boolean receive(Listener listener) {
    while (true) {
      try {
        return socket.receive(received, 0);
      } catch (LinuxException e) {
        if (e.errno() != Errno.ENOBUFS) {
          throw e;
        }
        listener.lost();
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}

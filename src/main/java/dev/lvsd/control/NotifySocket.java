package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** The socket by which a service manager hears how a service is; a name with {@code @} too. */
public final class NotifySocket {
  private final String path;

  /**
   * Names the socket.
   *
   * @param path as NOTIFY_SOCKET has it; a leading {@code @} stands for an abstract name
   */
  public NotifySocket(String path) {
    this.path = path.startsWith("@") ? "\0" + path.substring(1) : path;
  }

  /**
   * Sends a state. Whether anybody hears it does not matter to the service.
   *
   * @param state lines as sd_notify(3) has them
   */
  public void send(String state) {
    try (UnixDatagramChannel channel = UnixDatagramChannel.open()) {
      channel.configureBlocking(false);
      channel.send(ByteBuffer.wrap(state.getBytes(UTF_8)), new UnixSocketAddress(path));
    } catch (IOException e) {
      System.getLogger(NotifySocket.class.getName())
          .log(Level.WARNING, "tell the service manager: " + e.getMessage());
    }
  }
}

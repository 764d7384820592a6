package dev.lvsd.it.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/**
 * A real server that sends back what it gets: each datagram, and over TCP everything once the
 * client has sent its last. One connection at a time.
 */
public final class Echo implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;
  private static final int LONGEST_DATAGRAM = 65_507;

  private final ServerSocket tcp;
  private final DatagramSocket udp;

  private Echo(Namespace namespace, int port) {
    tcp = namespace.call(() -> new ServerSocket(port));
    udp = namespace.call(() -> new DatagramSocket(port));
    start(this::streams);
    start(this::datagrams);
  }

  /**
   * Starts one.
   *
   * @param namespace where
   * @param port on which, over TCP and UDP
   * @return to be closed by the caller
   */
  public static Echo start(Namespace namespace, int port) {
    return new Echo(namespace, port);
  }

  /** Some work that ends with an error when its socket is closed. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // closed
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void streams() throws IOException {
    while (true) {
      try (Socket client = tcp.accept()) {
        client.setSoTimeout(PATIENCE_MS);
        client.getOutputStream().write(client.getInputStream().readAllBytes());
      } catch (SocketException e) {
        if (tcp.isClosed()) {
          return;
        }
      }
    }
  }

  private void datagrams() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
    while (true) {
      packet.setLength(LONGEST_DATAGRAM);
      udp.receive(packet);
      udp.send(packet);
    }
  }

  /**
   * Sends bytes over a connection of its own, and takes what comes back.
   *
   * @param from where the client is
   * @param service where to
   * @param bytes what to send
   * @return what came back
   */
  public static byte[] stream(Namespace from, InetSocketAddress service, byte[] bytes) {
    try (Socket socket = from.call(() -> new Socket(service.getAddress(), service.getPort()))) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("echo of " + service, e);
    }
  }

  /**
   * Sends a datagram from a port of its own, and takes what comes back.
   *
   * @param from where the client is
   * @param service where to
   * @param bytes what to send
   * @return what came back
   */
  public static byte[] datagram(Namespace from, InetSocketAddress service, byte[] bytes) {
    try (DatagramSocket socket = from.call(() -> new DatagramSocket())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.send(new DatagramPacket(bytes, bytes.length, service));
      DatagramPacket answer = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    } catch (IOException e) {
      throw new UncheckedIOException("echo of " + service, e);
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}

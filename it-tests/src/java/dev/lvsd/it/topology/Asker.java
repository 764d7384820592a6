package dev.lvsd.it.topology;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client: asks a service who answers, each time from a port of its own. Every answer must come
 * within five seconds, or another limit.
 */
public final class Asker {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: lab\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Namespace namespace;
  private final Duration limit;

  /**
   * A client.
   *
   * @param namespace from where it asks
   */
  public Asker(Namespace namespace) {
    this(namespace, LIMIT);
  }

  /**
   * A client that is less patient, or more.
   *
   * @param namespace from where it asks
   * @param limit how long it waits for a connection, and for an answer
   */
  public Asker(Namespace namespace, Duration limit) {
    this.namespace = namespace;
    this.limit = limit;
  }

  /** A TCP connection that stays open. */
  public static final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final InetSocketAddress peer;

    private Conversation(Socket socket, InetSocketAddress peer) {
      this.socket = socket;
      this.peer = peer;
    }

    /**
     * Sends an HTTP request on this connection.
     *
     * @return the name of the server that answered
     * @throws UncheckedIOException if the connection is broken or silent
     */
    public String ask() {
      try {
        socket.getOutputStream().write(REQUEST);
        return body(socket.getInputStream());
      } catch (IOException e) {
        throw new UncheckedIOException("connection from " + localPort() + " to " + peer, e);
      }
    }

    /**
     * The client's port.
     *
     * @return by which the connection table knows it
     */
    public int localPort() {
      return socket.getLocalPort();
    }

    /**
     * Ends it with a reset, after which the director forgets it within seconds instead of minutes.
     */
    public void abort() {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        throw new UncheckedIOException("abort the connection to " + peer, e);
      }
      close();
    }

    private static String body(InputStream in) throws IOException {
      StringBuilder text = new StringBuilder();
      int length = -1;
      int headerEnd = -1;
      while (headerEnd < 0 || text.length() < headerEnd + length) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the server closed after: " + text);
        }
        text.append((char) next);
        if (headerEnd < 0 && text.indexOf("\r\n\r\n") >= 0) {
          headerEnd = text.length();
          int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
          length = Integer.parseInt(text.substring(at, text.indexOf("\r\n", at)));
        }
      }
      return text.substring(headerEnd);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("close the connection to " + peer, e);
      }
    }
  }

  /**
   * Connects.
   *
   * @param service where to
   * @return to be closed by the caller
   */
  @SuppressWarnings("resource") // the channel is closed with its socket
  public Conversation connect(InetSocketAddress service) {
    try {
      SocketChannel channel = namespace.call(() -> SocketChannel.open(family(service)));
      Socket socket = channel.socket();
      try {
        socket.setSoTimeout((int) limit.toMillis());
        socket.setTcpNoDelay(true);
        socket.connect(service, (int) limit.toMillis());
        return new Conversation(socket, service);
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("connect from " + namespace + " to " + service, e);
    }
  }

  /**
   * One HTTP request over a connection of its own.
   *
   * @param service where to
   * @return the name of the server that answered
   */
  public String askTcp(InetSocketAddress service) {
    try (Conversation conversation = connect(service)) {
      return conversation.ask();
    }
  }

  /**
   * One datagram from a port of its own.
   *
   * @param service where to
   * @return the name of the server that answered
   */
  public String askUdp(InetSocketAddress service) {
    try (DatagramChannel channel = namespace.call(() -> DatagramChannel.open(family(service)))) {
      channel.socket().setSoTimeout((int) limit.toMillis());
      channel.connect(service);
      channel.write(ByteBuffer.wrap(new byte[] {'?'}));
      DatagramPacket answer = new DatagramPacket(new byte[1024], 1024);
      channel.socket().receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("ask " + service + " over UDP from " + namespace, e);
    }
  }

  /**
   * Many HTTP requests, one after the other, each over a connection of its own.
   *
   * @param service where to
   * @param times how many
   * @return how many each server answered
   */
  public Map<String, Integer> shareTcp(InetSocketAddress service, int times) {
    Map<String, Integer> share = new TreeMap<>();
    for (int i = 0; i < times; i++) {
      share.merge(askTcp(service), 1, Integer::sum);
    }
    return share;
  }

  /**
   * Many datagrams, one after the other, each from a port of its own.
   *
   * @param service where to
   * @param times how many
   * @return how many each server answered
   */
  public Map<String, Integer> shareUdp(InetSocketAddress service, int times) {
    Map<String, Integer> share = new TreeMap<>();
    for (int i = 0; i < times; i++) {
      share.merge(askUdp(service), 1, Integer::sum);
    }
    return share;
  }

  private static StandardProtocolFamily family(InetSocketAddress service) {
    return service.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }
}

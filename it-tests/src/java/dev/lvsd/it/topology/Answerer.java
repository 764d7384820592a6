package dev.lvsd.it.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server that answers with its name: over HTTP/1.1 to every request of a connection, and
 * over UDP to every datagram. One thread serves all, so that hundreds of open connections cost
 * nothing.
 */
public final class Answerer implements AutoCloseable {
  /** A request without a body ends with this. */
  private static final String END = "\r\n\r\n";

  private static final int LONGEST_REQUEST = 8 * 1024;

  /** What a connection has sent of its next request. */
  private static final class Requests {
    private final StringBuilder unfinished = new StringBuilder();
  }

  private final String name;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_REQUEST);
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Thread thread;

  private Answerer(Namespace namespace, String name, int port) throws IOException {
    this.name = name;
    this.selector = Selector.open();
    ServerSocketChannel tcp = namespace.call(ServerSocketChannel::open);
    tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    tcp.bind(new InetSocketAddress(port), 1024);
    listen(tcp, SelectionKey.OP_ACCEPT);
    DatagramChannel udp = namespace.call(DatagramChannel::open);
    udp.bind(new InetSocketAddress(port));
    listen(udp, SelectionKey.OP_READ);
    thread = new Thread(this::serve, "answers of " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts one.
   *
   * @param namespace where
   * @param name what it answers
   * @param port on which, over TCP and UDP, IPv4 and IPv6
   * @return to be closed by the caller
   */
  public static Answerer start(Namespace namespace, String name, int port) {
    try {
      return new Answerer(namespace, name, port);
    } catch (IOException e) {
      throw new UncheckedIOException("start " + name + " in " + namespace, e);
    }
  }

  /**
   * How many requests and datagrams it answered.
   *
   * @return since it started
   */
  public int answers() {
    return answers.get();
  }

  /**
   * How many connections it accepted.
   *
   * @return since it started
   */
  public int accepted() {
    return accepted.get();
  }

  private void listen(SelectableChannel channel, int operations) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, operations);
  }

  private void serve() {
    while (selector.isOpen()) {
      try {
        selector.select(this::handle);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(name + " cannot wait for requests", e);
      }
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel server) {
        SocketChannel client = server.accept();
        if (client != null) {
          accepted.incrementAndGet();
          client.configureBlocking(false);
          client.register(selector, SelectionKey.OP_READ, new Requests());
        }
      } else if (key.channel() instanceof DatagramChannel udp) {
        answerDatagram(udp);
      } else {
        answerRequests((SocketChannel) key.channel(), ((Requests) key.attachment()).unfinished);
      }
    } catch (IOException e) {
      // a client that went away is no failure of the server; whoever misses an answer will say so
      close(key.channel());
    }
  }

  private void answerDatagram(DatagramChannel udp) throws IOException {
    buffer.clear();
    SocketAddress from = udp.receive(buffer);
    if (from != null) {
      answers.incrementAndGet();
      udp.send(ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), from);
    }
  }

  private void answerRequests(SocketChannel client, StringBuilder unfinished) throws IOException {
    buffer.clear();
    if (client.read(buffer) < 0) {
      close(client);
      return;
    }
    unfinished.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
    int end = unfinished.indexOf(END);
    while (end >= 0) {
      unfinished.delete(0, end + END.length());
      answers.incrementAndGet();
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name;
      // a hundred bytes always fit into an empty send buffer
      client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      end = unfinished.indexOf(END);
    }
    if (unfinished.length() > LONGEST_REQUEST) {
      close(client);
    }
  }

  private static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("close " + channel, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

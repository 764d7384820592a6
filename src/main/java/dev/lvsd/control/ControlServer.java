package dev.lvsd.control;

import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.PeerGroups;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * Accepts clients and lets their command lines run: some at a time, more wait, yet more are
 * refused. Who may not ask is refused before anything is read.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ControlServer.class.getName());

  private static final int IDLE_SECONDS = 30;
  private static final int CLOSE_SECONDS = 5;

  private final SocketFile file;
  private final UnixServerSocketChannel listening;
  private final Selector selector;
  private final Access access;
  private final RequestHandler handler;
  private final Limits limits;
  private final String network = NetworkNamespace.identity();
  private final ThreadPoolExecutor threads;
  private final Thread accepting;

  private ControlServer(
      SocketFile file,
      Access access,
      RequestHandler handler,
      Limits limits,
      UnixServerSocketChannel listening)
      throws IOException {
    this.file = file;
    this.access = access;
    this.handler = handler;
    this.limits = limits;
    this.listening = listening;
    listening.configureBlocking(false);
    this.selector = NativeSelectorProvider.getInstance().openSelector();
    listening.register(selector, SelectionKey.OP_ACCEPT);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            limits.running(),
            limits.running(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waiting()),
            work -> {
              Thread thread = new Thread(work, "client-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.accepting = new Thread(this::accept, "control");
    accepting.setDaemon(true);
  }

  /**
   * Starts to listen.
   *
   * @param file where
   * @param access who may do what
   * @param handler runs the command lines
   * @return to be closed by the caller
   * @throws IOException if the socket cannot be made; the message says why
   */
  public static ControlServer start(SocketFile file, Access access, RequestHandler handler)
      throws IOException {
    return start(file, access, handler, Limits.DEFAULT);
  }

  static ControlServer start(SocketFile file, Access access, RequestHandler handler, Limits limits)
      throws IOException {
    UnixServerSocketChannel listening = file.listen();
    try {
      ControlServer server = new ControlServer(file, access, handler, limits, listening);
      server.accepting.start();
      return server;
    } catch (IOException | RuntimeException e) {
      listening.close();
      throw e;
    }
  }

  private void accept() {
    while (selector.isOpen()) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        for (UnixSocketChannel client = listening.accept();
            client != null;
            client = listening.accept()) {
          admit(client);
        }
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!selector.isOpen()) {
          return;
        }
        LOG.log(Level.WARNING, "accept a client of the control socket: " + e.getMessage());
        pauseAfterFailure();
      }
    }
  }

  /** Out of descriptors, most likely: whoever waits is not helped by a loop. */
  private static void pauseAfterFailure() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(UnixSocketChannel client) throws IOException {
    PeerWire wire = new PeerWire(client);
    Peer peer;
    try {
      peer = peer(client);
    } catch (IOException | LinuxException e) {
      wire.close();
      throw e;
    }
    Role role = access.of(peer);
    if (role == Role.NONE) {
      Session.refuse(
          wire,
          Refusal.NOT_ALLOWED,
          "lvsd does not answer "
              + peer
              + ": be root, or in group "
              + Access.CHANGERS
              + " (to change) or "
              + Access.READERS
              + " (to read)");
      return;
    }
    try {
      threads.execute(new Session(wire, peer, role, network, handler, limits));
    } catch (RejectedExecutionException e) {
      Session.refuse(
          wire,
          Refusal.BUSY,
          "lvsd serves "
              + (limits.running() + limits.waiting())
              + " clients already; try again soon");
    }
  }

  private static Peer peer(UnixSocketChannel client) throws IOException {
    Credentials credentials = client.getOption(UnixSocketOptions.SO_PEERCRED);
    Set<Integer> gids = PeerGroups.of(client.getFD());
    gids.add(credentials.getGid());
    return new Peer(credentials.getPid(), credentials.getUid(), gids);
  }

  /** Listens no more; commands that run have five seconds to end. */
  @Override
  public void close() throws IOException {
    file.remove();
    selector.close();
    listening.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.INFO, threads.getActiveCount() + " commands of clients have not ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NETLINK_GENERIC;
import static dev.lvsd.netlink.GenericNetlinkUapi.GENL_HDRLEN;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.linux.PrivateNetwork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A connection to the kernel's generic netlink.
 *
 * <p>Used by one thread at a time; every call works on the caller's thread and ends within its
 * time-out, which counts from the last sign of life of the kernel. A call that fails leaves the
 * connection usable: answers that come late are dropped.
 *
 * <p>All calls throw {@link NetlinkException} when the kernel refuses, {@link
 * NetlinkTimeoutException} when it does not answer, {@link NetlinkFormatException} when its answer
 * makes no sense, and {@link dev.lvsd.linux.LinuxException} when a system call fails.
 */
public final class GenericNetlink implements AutoCloseable {
  private final Connection connection;
  private final Map<String, Integer> families = new HashMap<>();

  private GenericNetlink(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a connection.
   *
   * @param timeout how long to wait for an answer
   * @return to be closed by the caller
   * @throws dev.lvsd.linux.LinuxException if there is no socket to be had; says what to try
   */
  public static GenericNetlink open(Duration timeout) {
    return over(SocketTransport.open(NETLINK_GENERIC), timeout, System::nanoTime);
  }

  /**
   * Lends a connection in a network namespace that is made for it and vanishes afterwards, to try
   * things without touching the machine's own network.
   *
   * @param <T> what the code gives
   * @param limit how long to wait for an answer, and for the code
   * @param code runs on another thread, while this one waits; the connection is closed behind it
   * @return what the code gave
   * @throws dev.lvsd.linux.LinuxException EPERM without CAP_SYS_ADMIN, ETIMEDOUT if it takes too
   *     long
   */
  public static <T> T inPrivateNetwork(Duration limit, Function<GenericNetlink, T> code) {
    return PrivateNetwork.call(
        () -> {
          try (GenericNetlink inside = open(limit)) {
            return code.apply(inside);
          }
        },
        limit);
  }

  /**
   * Speaks through another transport, with another clock.
   *
   * @param transport closed with the connection
   * @param timeout how long to wait for an answer
   * @param nanoTime the clock, in nanoseconds of any origin
   * @return to be closed by the caller
   */
  public static GenericNetlink over(Transport transport, Duration timeout, LongSupplier nanoTime) {
    return new GenericNetlink(new Connection(transport, timeout, nanoTime));
  }

  /**
   * The number of a family, which can be another after its module was loaded again. Asked once per
   * connection; the kernel loads the module if it can.
   *
   * @param name at most 15 characters
   * @return for {@link GenericRequest#family()}
   * @throws NetlinkException ENOENT if the kernel has no such family
   */
  public int family(String name) {
    Integer known = families.get(name);
    if (known != null) {
      return known;
    }
    FamilyRequest request = new FamilyRequest(name);
    int id;
    try {
      id = get(request, FamilyRequest::decode);
    } catch (NetlinkException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      throw new NetlinkException(
          Blame.HOST,
          request.describe(),
          Errno.ENOENT,
          e.kernelMessage(),
          request.describe()
              + ": the kernel has none of this name (ENOENT); its module is missing or could not be"
              + " loaded",
          e);
    }
    families.put(name, id);
    return id;
  }

  /**
   * Does something that is answered with success or failure only.
   *
   * @param request what to do
   */
  public void execute(GenericRequest request) {
    connection.execute(request);
  }

  /**
   * Asks for one thing.
   *
   * @param request what to ask
   * @param decoder called once
   * @param <T> the answer
   * @return the answer
   */
  public <T> T get(GenericRequest request, Decoder<T> decoder) {
    return connection.get(request, new Behind<>(decoder));
  }

  /**
   * Asks for everything of a kind. Starts again when the kernel says that the table changed
   * meanwhile, that it is busy with another dump, or that answers were lost.
   *
   * @param request what to ask
   * @param decoder called for each answer, and again for each if the dump has to start again
   * @param <T> one answer
   * @return the answers in the kernel's order, as a list of the caller's own
   */
  public <T> List<T> dump(GenericRequest request, Decoder<T> decoder) {
    return connection.dump(request, new Behind<>(decoder));
  }

  /**
   * Does many things, as many as possible with one system call. The kernel executes them in order;
   * a refusal concerns its request only.
   *
   * <p>Answers are asked for only so many at a time that the receive buffer holds them all, even if
   * every request is refused. When this throws, the listener has heard about all requests whose
   * outcome is known; those behind them were done, refused, or not sent.
   *
   * <p>The kernel never answers a command that a signal interrupted. No command should be sent this
   * way that can wait for something for long, because its success would be assumed.
   *
   * @param requests what to do; read while sending, so it may make them on the way, but not with
   *     this connection
   * @param listener hears how each ended
   * @param <R> the kind of request
   */
  public <R extends GenericRequest> void pipeline(
      Iterable<? extends R> requests, PipelineListener<? super R> listener) {
    connection.pipeline(requests, listener);
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Reads the attributes behind the header of generic netlink. */
  private record Behind<T>(Decoder<T> decoder) implements Connection.MessageDecoder<T> {
    @Override
    public T decode(MessageReader message) {
      return decoder.decode(message.attributes(GENL_HDRLEN));
    }
  }
}

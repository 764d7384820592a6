package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NETLINK_ROUTE;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A connection to the kernel's route netlink, which knows interfaces and their addresses.
 *
 * <p>Used by one thread at a time, and for the network namespace of the thread that opened it.
 * Calls end within the time-out and throw what those of {@link GenericNetlink} throw.
 *
 * @see "linux/rtnetlink.h; rtnetlink(7)"
 */
public final class RouteNetlink implements AutoCloseable {
  private final Connection connection;

  private RouteNetlink(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a connection.
   *
   * @param timeout how long to wait for an answer
   * @return to be closed by the caller
   * @throws dev.lvsd.linux.LinuxException if there is no socket to be had; says what to try
   */
  public static RouteNetlink open(Duration timeout) {
    return over(SocketTransport.open(NETLINK_ROUTE), timeout, System::nanoTime);
  }

  /**
   * Speaks through another transport, with another clock.
   *
   * @param transport closed with the connection
   * @param timeout how long to wait for an answer
   * @param nanoTime the clock, in nanoseconds of any origin
   * @return to be closed by the caller
   */
  public static RouteNetlink over(Transport transport, Duration timeout, LongSupplier nanoTime) {
    return new RouteNetlink(new Connection(transport, timeout, nanoTime));
  }

  /**
   * Does something that is answered with success or failure only.
   *
   * @param request what to do
   */
  public void execute(RouteRequest request) {
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
  public <T> T get(RouteRequest request, RouteDecoder<T> decoder) {
    return connection.get(request, new Whole<>(request.headerLength(), decoder));
  }

  /**
   * Asks for everything of a kind. Starts again when the kernel says that something changed
   * meanwhile, that it is busy with another dump, or that answers were lost.
   *
   * @param request what to ask
   * @param decoder called for each answer, and again for each if the dump has to start again
   * @param <T> one answer
   * @return the answers in the kernel's order, as a list of the caller's own
   */
  public <T> List<T> dump(RouteRequest request, RouteDecoder<T> decoder) {
    return connection.dump(request, new Whole<>(request.headerLength(), decoder));
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Reads the fixed header and the attributes behind it. */
  private record Whole<T>(int headerLength, RouteDecoder<T> decoder)
      implements Connection.MessageDecoder<T> {
    @Override
    public T decode(MessageReader message) {
      return decoder.decode(message.header(headerLength), message.attributes(headerLength));
    }
  }
}

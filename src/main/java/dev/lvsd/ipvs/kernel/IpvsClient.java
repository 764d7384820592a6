package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_GENL_NAME;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_GENL_VERSION;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.GenericNetlink;
import dev.lvsd.netlink.GenericRequest;
import dev.lvsd.netlink.PipelineListener;
import java.util.Iterator;
import java.util.List;

/**
 * Sends requests of the IPVS family; nothing else does. Failures come out as {@link IpvsException},
 * worded by {@link Refusals}.
 *
 * <p>Used by one thread at a time.
 */
final class IpvsClient implements AutoCloseable {
  private final GenericNetlink netlink;
  private final int family;

  private IpvsClient(GenericNetlink netlink, int family) {
    this.netlink = netlink;
    this.family = family;
  }

  /**
   * Looks up the family; the kernel loads the module if it can.
   *
   * @param netlink closed with this client, also if there is no such family
   */
  static IpvsClient over(GenericNetlink netlink) {
    try {
      return new IpvsClient(netlink, netlink.family(IPVS_GENL_NAME));
    } catch (LvsdException e) {
      netlink.close();
      throw Refusals.noFamily(e);
    }
  }

  /** Asks for one thing. */
  <T> T get(ReadRequest<T> request) {
    try {
      return netlink.get(addressed(request), request::decode);
    } catch (LvsdException e) {
      throw Refusals.of(request, e);
    }
  }

  /** Asks for everything of a kind, in the kernel's order. */
  <T> List<T> dump(ReadRequest<T> request) {
    try {
      return netlink.dump(addressed(request), request::decode);
    } catch (LvsdException e) {
      throw Refusals.of(request, e);
    }
  }

  /** Makes one change and waits for the answer. */
  void execute(ChangeRequest request) {
    try {
      netlink.execute(addressed(request));
    } catch (LvsdException e) {
      throw Refusals.of(request, e);
    }
  }

  /** Makes many changes, many with one system call. A request is made when it is its turn. */
  void pipeline(List<? extends IpvsCommand> commands, PipelineListener<Addressed> listener) {
    try {
      netlink.pipeline(() -> new Requests(commands.iterator()), listener);
    } catch (IpvsException e) {
      throw e; // the listener's own
    } catch (LvsdException e) {
      throw Refusals.interrupted(e);
    }
  }

  @Override
  public void close() {
    netlink.close();
  }

  /** What commands are on the wire, one at a time: a large batch would be in memory twice else. */
  private final class Requests implements Iterator<Addressed> {
    private final Iterator<? extends IpvsCommand> commands;

    Requests(Iterator<? extends IpvsCommand> commands) {
      this.commands = commands;
    }

    @Override
    public boolean hasNext() {
      return commands.hasNext();
    }

    @Override
    public Addressed next() {
      return addressed(ChangeRequest.of(commands.next()));
    }
  }

  private Addressed addressed(IpvsRequest request) {
    return new Addressed(family, request);
  }

  /**
   * A request with the number of the family, which the kernel gives anew each time it is loaded.
   *
   * @param family the number
   * @param request what is asked
   */
  record Addressed(int family, IpvsRequest request) implements GenericRequest {
    @Override
    public int command() {
      return request.command();
    }

    @Override
    public int version() {
      return IPVS_GENL_VERSION;
    }

    @Override
    public void encode(AttributeWriter out) {
      request.encode(out);
    }

    @Override
    public String describe() {
      return request.describe();
    }
  }
}

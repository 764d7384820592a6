package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSGERR_ATTR_MSG;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_DONE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_ERROR;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK_TLVS;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_CAPPED;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_MULTI;

import dev.lvsd.diag.Errno;
import dev.lvsd.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays the kernel: takes what a connection really sends, and answers real bytes as the script
 * says. Time passes only while somebody waits for an answer that does not come.
 *
 * <p>The script is a list of reactions, one per datagram; the last one stays for all that follow.
 */
public final class ScriptedKernel implements Transport {
  /** Answers to one datagram. */
  @FunctionalInterface
  public interface Reaction {
    /**
     * Answers.
     *
     * @param sent the requests of the datagram
     * @param answers where the answers go
     */
    void react(List<Sent> sent, ScriptedKernel answers);
  }

  /**
   * A request as the kernel sees it.
   *
   * @param type nlmsg_type
   * @param flags nlmsg_flags
   * @param sequence nlmsg_seq
   * @param body what stands behind the netlink header, in the host's byte order
   */
  public record Sent(int type, int flags, int sequence, ByteBuffer body) {
    private static final int GENERIC_HEADER = 4;

    /** The generic netlink family. */
    public int family() {
      return type;
    }

    /** The command of the generic netlink family. */
    public int command() {
      return body.get(0) & 0xff;
    }

    /** Reads the attributes of a generic netlink request. */
    public AttributeReader attributes() {
      return attributes(GENERIC_HEADER);
    }

    /** Reads the attributes behind a header of another length. */
    public AttributeReader attributes(int headerLength) {
      return AttributeReader.of(body.slice(headerLength, body.limit() - headerLength));
    }

    /** Whether success is to be answered. */
    public boolean wantsAck() {
      return (flags & NLM_F_ACK) != 0;
    }
  }

  private static final int PORT = 4711;
  private static final int CAPACITY = 64 * 1024;

  private final Deque<Reaction> script = new ArrayDeque<>();
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private final List<List<Sent>> datagrams = new ArrayList<>();
  private ByteBuffer open = newDatagram();
  private int portId = PORT;
  private int answersThatFit = 100;
  private boolean lost;
  private boolean closed;
  private long nowNs;

  /** Adds a reaction to the script. */
  public ScriptedKernel then(Reaction reaction) {
    script.add(reaction);
    return this;
  }

  /** Adds a reaction that answers nothing. */
  public ScriptedKernel thenSilence() {
    return then((sent, answers) -> {});
  }

  /** Adds a reaction that acknowledges whatever asks for it. */
  public ScriptedKernel thenSuccess() {
    return then(
        (sent, answers) -> {
          for (Sent request : sent) {
            if (request.wantsAck()) {
              answers.ack(request);
            }
          }
        });
  }

  /** Limits how many answers a pipeline may let wait. */
  public ScriptedKernel room(int answers) {
    this.answersThatFit = answers;
    return this;
  }

  /** A connection to the route netlink of this kernel. */
  public RouteNetlink connectRoute(Duration timeout) {
    return RouteNetlink.over(this, timeout, () -> nowNs);
  }

  /** A connection to the generic netlink of this kernel. */
  public GenericNetlink connect(Duration timeout) {
    return GenericNetlink.over(this, timeout, () -> nowNs);
  }

  /** What was sent so far, by datagram. */
  public List<List<Sent>> datagrams() {
    return datagrams;
  }

  /** How long somebody waited in vain. */
  public Duration waited() {
    return Duration.ofNanos(nowNs);
  }

  /** Whether the connection closed it. */
  public boolean closed() {
    return closed;
  }

  /** Answers success. */
  public ScriptedKernel ack(Sent request) {
    return error(request, 0, "");
  }

  /** Answers an error without words. */
  public ScriptedKernel error(Sent request, int errno) {
    return error(request, errno, "");
  }

  /** Answers an error with the kernel's own words. */
  public ScriptedKernel error(Sent request, int errno, String text) {
    int flags = NLM_F_CAPPED | (text.isEmpty() ? 0 : NLM_F_ACK_TLVS);
    int start = header(NLMSG_ERROR, flags, request.sequence());
    open.putInt(-errno);
    open.putInt(16 + request.body().limit())
        .putShort((short) request.type())
        .putShort((short) request.flags())
        .putInt(request.sequence())
        .putInt(portId);
    if (!text.isEmpty()) {
      new AttributeWriter(open).string(NLMSGERR_ATTR_MSG, text);
    }
    finish(start);
    return endDatagram();
  }

  /** Answers one message of the family. */
  public ScriptedKernel answer(Sent request, Consumer<AttributeWriter> attributes) {
    part(request, 0, attributes);
    return endDatagram();
  }

  /** Appends one message of a dump to the datagram. */
  public ScriptedKernel part(Sent request, int flags, Consumer<AttributeWriter> attributes) {
    return part(request, request.type(), flags, new byte[] {1, 1, 0, 0}, attributes);
  }

  /** Appends one message of a type and with a header of its own. */
  public ScriptedKernel part(
      Sent request, int type, int flags, byte[] header, Consumer<AttributeWriter> attributes) {
    int start = header(type, flags, request.sequence());
    open.put(header);
    attributes.accept(new AttributeWriter(open));
    finish(start);
    return this;
  }

  /** Ends a dump, in a datagram of its own. */
  public ScriptedKernel done(Sent request, int errno) {
    endDatagram();
    int start = header(NLMSG_DONE, NLM_F_MULTI, request.sequence());
    open.putInt(-errno);
    finish(start);
    return endDatagram();
  }

  /** Answers bytes that make no sense. */
  public ScriptedKernel garbage(byte[] bytes) {
    open.put(bytes);
    return endDatagram();
  }

  /** From here on answers as somebody with another port id. */
  public ScriptedKernel speakingTo(int otherPortId) {
    this.portId = otherPortId;
    return this;
  }

  /** From here on answers to our own port id again. */
  public ScriptedKernel speakingToUs() {
    return speakingTo(PORT);
  }

  /** The receive buffer was full: the next receive says so. */
  public ScriptedKernel overflow() {
    lost = true;
    return this;
  }

  /** What follows goes into another datagram. */
  public ScriptedKernel endDatagram() {
    if (open.position() > 0) {
      waiting.add(open.flip());
      open = newDatagram();
    }
    return this;
  }

  private int header(int type, int flags, int sequence) {
    int start = open.position();
    open.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(portId);
    return start;
  }

  private void finish(int start) {
    open.putInt(start, open.position() - start);
  }

  private static ByteBuffer newDatagram() {
    return ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());
  }

  @Override
  public int portId() {
    return PORT;
  }

  @Override
  public int answersThatFit() {
    return answersThatFit;
  }

  @Override
  public void send(ByteBuffer datagram) {
    List<Sent> requests = new ArrayList<>();
    ByteBuffer bytes = datagram.duplicate().order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      int length = bytes.getInt();
      int type = bytes.getShort() & 0xffff;
      int flags = bytes.getShort() & 0xffff;
      int sequence = bytes.getInt();
      byte[] body = new byte[length - 16];
      bytes.position(start + 16);
      bytes.get(body);
      bytes.position(start + AttributeReader.align(length));
      requests.add(
          new Sent(type, flags, sequence, ByteBuffer.wrap(body).order(ByteOrder.nativeOrder())));
    }
    datagrams.add(List.copyOf(requests));
    Reaction reaction = script.size() > 1 ? script.remove() : script.element();
    reaction.react(requests, this);
    endDatagram();
  }

  @Override
  public boolean receive(ByteBuffer into, long timeoutNs) {
    if (lost) {
      lost = false;
      throw new LinuxException("receive from netlink", Errno.ENOBUFS);
    }
    ByteBuffer datagram = waiting.poll();
    into.clear();
    if (datagram == null) {
      nowNs += timeoutNs;
      into.limit(0);
      return false;
    }
    into.put(datagram).flip();
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}

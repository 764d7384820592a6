package dev.lvsd.netlink;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One datagram of requests at a time, and the answers to it. Owns the two buffers, gives sequence
 * numbers, and drops what answers something else: a request that timed out before, or another
 * socket.
 *
 * <p>Used by one thread at a time, in this order: {@link #begin}, {@link #add} once or more, {@link
 * #send}, then {@link #next} until the last answer.
 */
final class Exchange {
  private final Transport transport;
  private final LongSupplier nanoTime;
  private final Duration timeout;
  private final ByteBuffer received = ByteBuffer.allocateDirect(Transport.MAX_DATAGRAM);
  private final MessageWriter out =
      new MessageWriter(ByteBuffer.allocateDirect(Transport.MAX_DATAGRAM));
  private final MessageReader in = new MessageReader(received);

  private int lastSequence;
  private int firstSequence;
  private long deadline;

  /** Whether the time-out starts anew with the next wait; the clock is read then, and only then. */
  private boolean restart;

  private boolean lost;

  Exchange(Transport transport, Duration timeout, LongSupplier nanoTime) {
    this.transport = transport;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  /** How many answers the receive buffer holds. */
  int answersThatFit() {
    return transport.answersThatFit();
  }

  /** Starts a datagram. */
  void begin() {
    out.clear();
    firstSequence = lastSequence + 1;
  }

  /** Whether another request fits into the datagram. */
  boolean hasRoom() {
    return out.hasRoom();
  }

  /** Appends a request to the datagram. */
  void add(Request request, int flags) {
    out.append(request, flags, lastSequence + 1);
    lastSequence++;
  }

  /** Adds flags to the request that was appended last. */
  void flagLast(int flags) {
    out.flagLast(flags);
  }

  /** Sends the datagram; the time-out runs from the first wait for an answer. */
  void send() {
    in.skipRest();
    lost = false;
    transport.send(out.datagram());
    restart = true;
  }

  /**
   * Goes to the next message that answers the datagram. The time-out starts anew with each.
   *
   * @return false if nothing came in time, or if nothing can come because it was lost
   */
  boolean next() {
    while (true) {
      while (in.next()) {
        if (in.portId() == transport.portId() && isOurs(in.sequence())) {
          restart = true;
          return true;
        }
      }
      // the answer to a command waits already when send returns: if some were lost, no other comes
      if (!receive(lost ? 0 : waitNs())) {
        return false;
      }
    }
  }

  /** The message that {@link #next} found. */
  MessageReader message() {
    return in;
  }

  /** Which request of the datagram the message answers, counted from 0. */
  int index() {
    return in.sequence() - firstSequence;
  }

  /** Whether the kernel had to drop answers since the datagram was sent. */
  boolean lost() {
    return lost;
  }

  /** Why {@link #next} found nothing. */
  NetlinkException unanswered(String operation) {
    if (!lost) {
      return new NetlinkTimeoutException(operation, timeout);
    }
    return new NetlinkException(
        Blame.KERNEL,
        operation,
        Errno.ENOBUFS,
        "",
        operation
            + ": the kernel dropped the answer because the receive buffer was full (ENOBUFS); what"
            + " was asked was done or refused, so look before trying again",
        null);
  }

  /**
   * Throws away what there is and what comes until nothing comes any more. A dump that nobody reads
   * ends by this.
   *
   * @param quietNs how long nothing must come
   */
  void drain(long quietNs) {
    in.skipRest();
    while (receive(quietNs)) {
      in.skipRest();
    }
  }

  private boolean receive(long timeoutNs) {
    while (true) {
      try {
        boolean something = transport.receive(received, lost ? 0 : timeoutNs);
        in.restart();
        return something;
      } catch (LinuxException e) {
        in.skipRest();
        if (e.errno() != Errno.ENOBUFS) {
          throw e;
        }
        lost = true;
      }
    }
  }

  private boolean isOurs(int sequence) {
    return Integer.compareUnsigned(sequence - firstSequence, lastSequence - firstSequence) <= 0;
  }

  private long waitNs() {
    long now = nanoTime.getAsLong();
    if (restart) {
      deadline = now + timeout.toNanos();
      restart = false;
    }
    return Math.max(0, deadline - now);
  }

  void close() {
    transport.close();
  }
}

package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSG_DONE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_ERROR;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_MIN_TYPE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_OVERRUN;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_DUMP;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_DUMP_INTR;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REQUEST;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every protocol of netlink has in common: one request and its answer, dumps, and many
 * requests in one send. {@link GenericNetlink} and {@link RouteNetlink} say to whom.
 *
 * <p>Used by one thread at a time; every call works on the caller's thread and ends within its
 * time-out, which counts from the last sign of life of the kernel. A call that fails leaves the
 * connection usable: answers that come late are dropped.
 *
 * <p>All calls throw {@link NetlinkException} when the kernel refuses, {@link
 * NetlinkTimeoutException} when it does not answer, {@link NetlinkFormatException} when its answer
 * makes no sense, and {@link dev.lvsd.linux.LinuxException} when a system call fails.
 */
final class Connection implements AutoCloseable {
  /** How often a dump is started before giving up. */
  static final int DUMP_ATTEMPTS = 8;

  /** How long to wait for the end of another dump, at first; doubled with each attempt. */
  private static final long BUSY_WAIT_NS = 1_000_000;

  private final Exchange exchange;

  /**
   * Speaks through a transport, with a clock.
   *
   * @param transport closed with the connection
   * @param timeout how long to wait for an answer
   * @param nanoTime the clock, in nanoseconds of any origin
   */
  Connection(Transport transport, Duration timeout, LongSupplier nanoTime) {
    this.exchange = new Exchange(transport, timeout, nanoTime);
  }

  /**
   * Makes a value of one answer.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  interface MessageDecoder<T> {
    /** Reads the message, which is valid during this call only. */
    T decode(MessageReader message);
  }

  /**
   * Does something that is answered with success or failure only.
   *
   * @param request what to do
   */
  void execute(Request request) {
    start(request, NLM_F_ACK);
    while (true) {
      MessageReader message = await(request);
      if (message.type() == NLMSG_ERROR) {
        throwIfRefused(request, message);
        return;
      }
    }
  }

  /**
   * Asks for one thing.
   *
   * @param request what to ask
   * @param decoder called once
   * @param <T> the answer
   * @return the answer
   */
  <T> T get(Request request, MessageDecoder<T> decoder) {
    // the acknowledgement tells an answer that is missing from one that is late
    start(request, NLM_F_ACK);
    @Nullable T answer = null;
    while (true) {
      MessageReader message = await(request);
      if (message.type() >= NLMSG_MIN_TYPE) {
        answer = decoder.decode(message);
      } else if (message.type() == NLMSG_ERROR) {
        throwIfRefused(request, message);
        if (answer == null) {
          throw new NetlinkException(
              Blame.KERNEL,
              request.describe(),
              0,
              "",
              request.describe() + ": the kernel reports success but answers nothing",
              null);
        }
        return answer;
      }
    }
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
  <T> List<T> dump(Request request, MessageDecoder<T> decoder) {
    List<T> answers = new ArrayList<>();
    long busyWaitNs = BUSY_WAIT_NS;
    Dump outcome = Dump.COMPLETE;
    for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
      answers.clear();
      outcome = dumpOnce(request, decoder, answers);
      switch (outcome) {
        case COMPLETE -> {
          return answers;
        }
        case INTERRUPTED -> {}
        case LOST -> exchange.drain(0);
        case BUSY -> {
          exchange.drain(busyWaitNs);
          busyWaitNs *= 2;
        }
      }
    }
    throw new NetlinkException(
        Blame.KERNEL,
        request.describe(),
        outcome.errno,
        "",
        request.describe()
            + ": gave up after "
            + DUMP_ATTEMPTS
            + " attempts: "
            + outcome.reason
            + "; try again",
        null);
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
  <R extends Request> void pipeline(
      Iterable<? extends R> requests, PipelineListener<? super R> listener) {
    Pipeline<R> pipeline = new Pipeline<>(exchange, listener);
    for (R request : requests) {
      pipeline.add(request);
    }
    pipeline.flush();
  }

  @Override
  public void close() {
    exchange.close();
  }

  /** How one attempt at a dump ended. */
  private enum Dump {
    COMPLETE(0, ""),
    INTERRUPTED(Errno.EAGAIN, "the table changed each time while it was read"),
    LOST(Errno.ENOBUFS, "the kernel dropped answers because the receive buffer was full (ENOBUFS)"),
    BUSY(Errno.EBUSY, "the kernel was busy with another dump (EBUSY)");

    private final int errno;
    private final String reason;

    Dump(int errno, String reason) {
      this.errno = errno;
      this.reason = reason;
    }
  }

  private <T> Dump dumpOnce(Request request, MessageDecoder<T> decoder, List<T> answers) {
    start(request, NLM_F_DUMP);
    boolean interrupted = false;
    while (exchange.next()) {
      MessageReader message = exchange.message();
      interrupted |= message.has(NLM_F_DUMP_INTR);
      int type = message.type();
      if (type >= NLMSG_MIN_TYPE) {
        answers.add(decoder.decode(message));
      } else if (type == NLMSG_DONE) {
        if (message.errno() != 0) {
          throw new NetlinkException(request.describe(), message.errno(), message.doneMessage());
        }
        return exchange.lost() ? Dump.LOST : interrupted ? Dump.INTERRUPTED : Dump.COMPLETE;
      } else if (type == NLMSG_ERROR) {
        if (message.errno() == Errno.EBUSY) {
          return Dump.BUSY;
        }
        throwIfRefused(request, message);
      } else if (type == NLMSG_OVERRUN) {
        return Dump.LOST;
      }
    }
    if (exchange.lost()) {
      return Dump.LOST;
    }
    throw exchange.unanswered(request.describe());
  }

  private void start(Request request, int flags) {
    exchange.begin();
    exchange.add(request, NLM_F_REQUEST | flags);
    exchange.send();
  }

  private MessageReader await(Request request) {
    if (!exchange.next()) {
      throw exchange.unanswered(request.describe());
    }
    return exchange.message();
  }

  private static void throwIfRefused(Request request, MessageReader message) {
    int errno = message.errno();
    if (errno != 0) {
      throw new NetlinkException(request.describe(), errno, message.errorMessage());
    }
  }
}

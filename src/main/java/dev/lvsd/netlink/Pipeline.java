package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSG_ERROR;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REQUEST;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects requests into datagrams and matches the answers.
 *
 * <p>Only the last request of a datagram asks for an acknowledgement; the others are answered if
 * they fail. Answers come in the order of the requests, so with the acknowledgement of the last one
 * every request that was not refused is done. No datagram has more requests than the receive buffer
 * holds answers, and the next is sent when the last one is answered: the kernel works while we
 * send, so there is nothing to gain from sending ahead.
 *
 * @param <R> the kind of request
 */
final class Pipeline<R extends Request> {
  private final Exchange exchange;
  private final PipelineListener<? super R> listener;
  private final int most;
  private final List<R> sent = new ArrayList<>();

  /** By index in {@link #sent}: why it failed, null if it did not. */
  private final List<@Nullable NetlinkException> failures = new ArrayList<>();

  Pipeline(Exchange exchange, PipelineListener<? super R> listener) {
    this.exchange = exchange;
    this.listener = listener;
    this.most = exchange.answersThatFit();
    exchange.begin();
  }

  /** Appends a request, and sends what there is if it is the last one that fits. */
  void add(R request) {
    exchange.add(request, NLM_F_REQUEST);
    sent.add(request);
    if (sent.size() == most || !exchange.hasRoom()) {
      flush();
    }
  }

  /** Sends what there is and reports how it ended. */
  void flush() {
    if (sent.isEmpty()) {
      return;
    }
    exchange.flagLast(NLM_F_ACK);
    exchange.send();
    while (failures.size() < sent.size()) {
      if (!exchange.next()) {
        throw unanswered();
      }
      if (exchange.message().type() == NLMSG_ERROR) {
        answered(exchange.index(), exchange.message());
      }
    }
    if (exchange.lost()) {
      throw unanswered();
    }
    report(sent.size());
    sent.clear();
    failures.clear();
    exchange.begin();
  }

  /** The answer to one request says that those before it which were not refused are done. */
  private void answered(int index, MessageReader message) {
    if (index < failures.size()) {
      return; // the first answer counts
    }
    while (failures.size() < index) {
      failures.add(null);
    }
    int errno = message.errno();
    failures.add(
        errno == 0
            ? null
            : new NetlinkException(sent.get(index).describe(), errno, message.errorMessage()));
  }

  /**
   * Reports what is known and makes the exception for the rest. When an answer was lost, it can be
   * any, so that silence about a request does not mean that it is done.
   */
  private NetlinkException unanswered() {
    int known = exchange.lost() ? 0 : failures.size();
    NetlinkException unanswered = exchange.unanswered(describeFrom(known));
    report(known);
    return unanswered;
  }

  private void report(int known) {
    for (int i = 0; i < known; i++) {
      NetlinkException failure = failures.get(i);
      if (failure == null) {
        listener.done(sent.get(i));
      } else {
        listener.failed(sent.get(i), failure);
      }
    }
  }

  private String describeFrom(int index) {
    int others = sent.size() - index - 1;
    return sent.get(index).describe()
        + (others == 0 ? "" : " and " + others + " requests sent with it");
  }
}

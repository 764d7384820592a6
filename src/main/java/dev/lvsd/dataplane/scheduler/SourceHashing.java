package dev.lvsd.dataplane.scheduler;

import dev.lvsd.model.SchedulerFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * sh: by the client's address, and its port with flag sh-port, from a table in which each server
 * has as many places in a row as its weight says, and one if that is 0. With flag sh-fallback
 * further places are tried when the server does not take connections.
 */
final class SourceHashing extends Scheduler {
  private static final int BITS = 8;
  private static final int SIZE = 1 << BITS;

  private final @Nullable Destination[] table = new Destination[SIZE];
  private boolean fallback;
  private boolean byPort;

  SourceHashing(DestinationList destinations) {
    super(destinations);
    assign();
  }

  private void assign() {
    Destination each = destinations.first();
    int count = 0;
    for (int i = 0; i < SIZE; i++) {
      table[i] = each;
      if (each != null && ++count >= each.weight()) {
        Destination next = destinations.next(each);
        each = next == null ? destinations.first() : next;
        count = 0;
      }
    }
  }

  @Override
  public void flags(Set<SchedulerFlag> flags) {
    fallback = flags.contains(SchedulerFlag.FALLBACK);
    byPort = flags.contains(SchedulerFlag.PORT);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    int hash = Flow.hash32((byPort ? flow.clientPort() : 0) + flow.client(), BITS);
    Destination first = table[hash];
    if (first == null || first.takes()) {
      return first;
    }
    // the kernel adds the offset behind the hash, so the search begins at twice the hash
    for (int offset = 0; fallback && offset < SIZE; offset++) {
      Destination other = table[(offset + 2 * hash) & (SIZE - 1)];
      if (other == null || other.takes()) {
        return other;
      }
    }
    return null;
  }

  @Override
  public void added(Destination destination) {
    assign();
  }

  @Override
  public void removed(Destination destination, Destination before) {
    assign();
  }

  @Override
  public void updated(Destination destination) {
    assign();
  }
}

package dev.lvsd.dataplane.scheduler;

import dev.lvsd.model.SchedulerFlag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * mh: by the client's address, and its port with flag mh-port, from a table that changes little
 * when servers come and go. With flag mh-fallback further places are tried when the server does not
 * take connections. Quiescing a server leaves the table as it is.
 *
 * <p>Each server fills free places in an order of its own, given by two hashes of its address and
 * port, as many per turn as its weight says after division by the greatest common divisor and a
 * shift that keeps the largest below 64.
 *
 * @see "Eisenbud and others: Maglev: A Fast and Reliable Software Network Load Balancer, 3.4"
 */
final class Maglev extends Scheduler {
  /** The kernel's default prime, CONFIG_IP_VS_MH_TAB_INDEX 12. */
  static final int SIZE = 4093;

  private static final int WEIGHT_BITS = 6;
  private static final SipHash FIRST = new SipHash(2654435761L);
  private static final SipHash SECOND = new SipHash(2654446892L);

  private final @Nullable Destination[] table = new Destination[SIZE];
  private boolean fallback;
  private boolean byPort;

  Maglev(DestinationList destinations) {
    super(destinations);
    assign();
  }

  /** Which place is whose. */
  @Nullable Destination[] table() {
    return table.clone();
  }

  private void assign() {
    List<Destination> all = destinations.toList();
    if (all.size() > SIZE) {
      return; // the kernel refuses to rebuild and keeps the old table
    }
    int divisor = 0;
    int heaviest = 0;
    for (Destination d : all) {
      divisor = WeightedRoundRobin.gcd(divisor, d.lastWeight());
      heaviest = Math.max(heaviest, d.lastWeight());
    }
    Arrays.fill(table, null);
    if (divisor > 0) {
      populate(all, divisor, shift(heaviest / divisor));
    }
  }

  private static int shift(int heaviest) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(heaviest);
    return Math.max(length - WEIGHT_BITS, 0);
  }

  private void populate(List<Destination> all, int divisor, int shift) {
    int[] place = new int[all.size()];
    for (int i = 0; i < place.length; i++) {
      place[i] = offset(all.get(i));
    }
    int filled = 0;
    while (true) {
      for (int i = 0; i < place.length; i++) {
        Destination d = all.get(i);
        int turns = turns(d.lastWeight(), divisor, shift);
        int skip = turns == 0 ? 0 : skip(d);
        for (; turns > 0; turns--) {
          while (table[place[i]] != null) {
            place[i] = (place[i] + skip) % SIZE;
          }
          table[place[i]] = d;
          if (++filled == SIZE) {
            return;
          }
        }
      }
    }
  }

  private static int turns(int lastWeight, int divisor, int shift) {
    int turns = (lastWeight / divisor) >> shift;
    return turns == 0 && lastWeight != 0 ? 1 : turns;
  }

  static int offset(Destination d) {
    return Integer.remainderUnsigned(FIRST.hash(d.port() + d.folded()), SIZE);
  }

  static int skip(Destination d) {
    return Integer.remainderUnsigned(SECOND.hash(d.port() + d.folded()), SIZE - 1) + 1;
  }

  @Override
  public void flags(Set<SchedulerFlag> flags) {
    fallback = flags.contains(SchedulerFlag.FALLBACK);
    byPort = flags.contains(SchedulerFlag.PORT);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    int key = (byPort ? flow.clientPort() : 0) + flow.client();
    int hash = Integer.remainderUnsigned(FIRST.hash(key), SIZE);
    Destination first = table[hash];
    if (first == null || first.takes()) {
      return first;
    }
    for (int i = 0; fallback && i < SIZE; i++) {
      int offset = (i + hash) % SIZE;
      Destination other = table[Integer.remainderUnsigned(FIRST.hash(offset + key), SIZE)];
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

package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * wrr: interleaved, highest weights first. A level falls from the highest weight by the greatest
 * common divisor, and starts anew below 1; at each level everyone of at least that weight gets a
 * connection.
 */
final class WeightedRoundRobin extends Scheduler {
  private Destination turn;
  private int level;
  private int highest;
  private int step;

  WeightedRoundRobin(DestinationList destinations) {
    super(destinations);
    turn = destinations.head();
    measure();
    level = highest;
  }

  private void measure() {
    int divisor = 0;
    int heaviest = 0;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      heaviest = Math.max(heaviest, d.weight());
      divisor = gcd(divisor, d.weight());
    }
    step = Math.max(divisor, 1);
    highest = heaviest - (step - 1);
  }

  static int gcd(int a, int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      int rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  private void changed() {
    turn = destinations.head();
    measure();
    if (level > highest || level == 0) {
      level = highest;
    } else if (step > 1) {
      level = level / step * step + 1;
    }
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    if (highest == 0) {
      return null;
    }
    Destination head = destinations.head();
    Destination last = turn;
    Destination stop = null;
    boolean lastPass = false;
    boolean restarted = false;
    Destination each = turn;
    while (true) {
      for (each = DestinationList.after(each); each != head; each = DestinationList.after(each)) {
        if (!each.isOverloaded() && each.weight() >= level) {
          turn = each;
          return each;
        }
        if (each == stop) {
          turn = each;
          return null;
        }
      }
      level -= step;
      if (level <= 0) {
        level = highest;
        if (lastPass || last == head) {
          turn = head;
          return null;
        }
        restarted = true;
      }
      lastPass = level <= step;
      if (lastPass && restarted && last != head) {
        stop = last;
      }
    }
  }

  @Override
  public void added(Destination destination) {
    changed();
  }

  @Override
  public void removed(Destination destination, Destination before) {
    changed();
  }

  @Override
  public void updated(Destination destination) {
    changed();
  }
}

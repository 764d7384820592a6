package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** dh: by the packet's destination address, from a table that ignores weights; no fallback. */
final class DestinationHashing extends Scheduler {
  private static final int BITS = 8;

  private final @Nullable Destination[] table = new Destination[1 << BITS];

  DestinationHashing(DestinationList destinations) {
    super(destinations);
    assign();
  }

  private void assign() {
    Destination each = destinations.first();
    for (int i = 0; i < table.length; i++) {
      table[i] = each;
      Destination next = each == null ? null : destinations.next(each);
      each = next == null ? destinations.first() : next;
    }
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination found = table[Flow.hash32(flow.destination(), BITS)];
    return found != null && found.isAvailable() && found.takes() ? found : null;
  }

  @Override
  public void added(Destination destination) {
    assign();
  }

  @Override
  public void removed(Destination destination, Destination before) {
    assign();
  }
}

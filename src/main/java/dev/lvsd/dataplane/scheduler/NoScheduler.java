package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** none: a service without a scheduler never picks. */
final class NoScheduler extends Scheduler {
  NoScheduler(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    return null;
  }
}

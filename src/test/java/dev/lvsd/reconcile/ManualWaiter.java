package dev.lvsd.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Time that passes only when somebody waits. */
final class ManualWaiter implements Waiter {
  private final List<Duration> pauses = new ArrayList<>();
  private Duration now = Duration.ofDays(3);
  private Consumer<Duration> onPause = elapsed -> {};
  private boolean interrupted;

  /** Calls {@code action} with the time waited so far, after each pause. */
  void onPause(Consumer<Duration> action) {
    onPause = action;
  }

  /** The next pause is interrupted. */
  void interrupt() {
    interrupted = true;
  }

  List<Duration> pauses() {
    return pauses;
  }

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public boolean pause(Duration duration) {
    if (interrupted) {
      return false;
    }
    pauses.add(duration);
    now = now.plus(duration);
    onPause.accept(pauses.stream().reduce(Duration.ZERO, Duration::plus));
    return true;
  }
}

package dev.lvsd.cli.view;

import dev.lvsd.model.DaemonEvent;

/** Shows events one by one. */
public interface EventView {
  /**
   * Shows one.
   *
   * @param event the next
   */
  void show(DaemonEvent event);

  /** No more will come. */
  void end();
}

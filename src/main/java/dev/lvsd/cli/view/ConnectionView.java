package dev.lvsd.cli.view;

import dev.lvsd.model.Connection;

/** Shows connections while they are read; holds a bounded number of them. */
public interface ConnectionView {
  /**
   * Shows one.
   *
   * @param connection a connection or a template
   */
  void show(Connection connection);

  /** Nothing follows. */
  void end();
}

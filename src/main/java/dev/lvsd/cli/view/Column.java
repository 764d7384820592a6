package dev.lvsd.cli.view;

/**
 * A column of a table.
 *
 * @param title its head
 * @param right whether its cells stand at the right, as numbers do
 */
record Column(String title, boolean right) {
  static Column text(String title) {
    return new Column(title, false);
  }

  static Column number(String title) {
    return new Column(title, true);
  }
}

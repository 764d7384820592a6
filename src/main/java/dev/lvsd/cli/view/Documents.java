package dev.lvsd.cli.view;

/**
 * Writes trees of maps, lists, strings, numbers, booleans and nulls. A command writes one tree or
 * one list.
 */
interface Documents {
  /** Writes a whole tree. */
  void write(Object tree);

  /** Starts a list whose elements follow. */
  void beginList();

  /** Writes the next element of the list. */
  void element(Object tree);

  /** Ends the list. */
  void endList();
}

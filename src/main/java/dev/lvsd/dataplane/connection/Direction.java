package dev.lvsd.dataplane.connection;

/** Which way a packet goes, and whether the other way is ever seen. */
public enum Direction {
  /** From the client. */
  INPUT(0),
  /** From the real server. */
  OUTPUT(1),
  /** From the client, while nothing of the real server was seen, as with dr and tunnel. */
  INPUT_ONLY(2);

  private final int number;

  Direction(int number) {
    this.number = number;
  }

  /** Where the rows of a direction stand in a table of states. */
  int number() {
    return number;
  }
}

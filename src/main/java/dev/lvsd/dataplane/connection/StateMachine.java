package dev.lvsd.dataplane.connection;

import java.util.List;

/**
 * The states of a transport protocol: pure tables, without any connection.
 *
 * <p>A state is a small int, an index into {@link #name(int)}; state 0 is that of a new connection.
 */
public abstract class StateMachine {
  private final String[] names;
  private final int[] timeoutSeconds;
  private final boolean[] active;

  /** For states in the order of their numbers. */
  StateMachine(String[] names, int[] timeoutSeconds, boolean[] active) {
    this.names = names;
    this.timeoutSeconds = timeoutSeconds;
    this.active = active;
  }

  /**
   * The state after an event.
   *
   * @param direction of the packet
   * @param event of the protocol; -1 for a packet that means nothing
   * @param state before
   * @param secure whether the table of secure_tcp counts; only TCP has one
   * @return the state after it, often the same
   */
  public abstract int next(Direction direction, int event, int state, boolean secure);

  /**
   * How long a connection lasts in a state, unless it was set otherwise.
   *
   * @param state a state
   * @return seconds
   */
  public final int timeoutSeconds(int state) {
    return timeoutSeconds[state];
  }

  /**
   * Whether connections in a state count as active.
   *
   * @param state a state
   * @return false for those that count as inactive
   */
  public final boolean isActive(int state) {
    return active[state];
  }

  /**
   * The kernel's name of a state.
   *
   * @param state a state
   * @return for example {@code ESTABLISHED}
   */
  public final String name(int state) {
    return names[state];
  }

  /**
   * Reads the rows of a table: cells of two letters, apart by blanks.
   *
   * @param columns short name of each state, in the order of their numbers
   * @param rows one for each direction and event
   */
  static byte[][] table(String columns, String... rows) {
    String[] states = columns.split(" ", -1);
    byte[][] table = new byte[rows.length][states.length];
    for (int row = 0; row < rows.length; row++) {
      String[] cells = rows[row].split(" ", -1);
      for (int column = 0; column < states.length; column++) {
        table[row][column] = (byte) List.of(states).indexOf(cells[column]);
      }
    }
    return table;
  }
}

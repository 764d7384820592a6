package dev.lvsd.dataplane.connection;

/** The one state of UDP; never active. */
public final class UdpStates extends StateMachine {
  /** The one machine. */
  public static final UdpStates INSTANCE = new UdpStates();

  private UdpStates() {
    super(new String[] {"UDP"}, new int[] {300}, new boolean[] {false});
  }

  @Override
  public int next(Direction direction, int event, int state, boolean secure) {
    return 0;
  }
}

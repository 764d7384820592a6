package dev.lvsd.dataplane.connection;

import dev.lvsd.dataplane.packet.TcpHeader;

/**
 * The states of TCP, followed from what passes by; sequence numbers are not looked at.
 *
 * <p>Rows are events by direction: SYN, FIN, ACK, RST of input, of output, and of input when output
 * is not seen. A segment without any of these flags closes.
 *
 * @see "net/netfilter/ipvs/ip_vs_proto_tcp.c: tcp_states[], tcp_states_dos[]"
 */
public final class TcpStates extends StateMachine {
  /** The one machine. */
  public static final TcpStates INSTANCE = new TcpStates();

  /** State ESTABLISHED. */
  public static final int ESTABLISHED = 1;

  /** State SYN_RECV. */
  public static final int SYN_RECV = 3;

  /** State FIN_WAIT. */
  public static final int FIN_WAIT = 4;

  /** State TIME_WAIT. */
  public static final int TIME_WAIT = 5;

  /** State CLOSE. */
  public static final int CLOSE = 6;

  /** State SYNACK. */
  public static final int SYNACK = 10;

  private static final int EVENTS = 4;
  private static final String STATES = "NO ES SS SR FW TW CL CW LA LI SA";

  private static final byte[][] USUAL =
      table(
          STATES,
          "SR ES ES SR SR SR SR SR SR SR SR",
          "CL CW SS TW TW TW CL CW LA LI TW",
          "ES ES SS ES FW TW CL CW CL LI ES",
          "CL CL CL SR CL CL CL CL LA LI SR",
          "SS ES SS SR SS SS SS SS SS LI SR",
          "TW FW SS TW FW TW CL TW LA LI TW",
          "ES ES SS ES FW TW CL CW LA ES ES",
          "CL CL SS CL CL TW CL CL CL CL CL",
          "SR ES ES SR SR SR SR SR SR SR SR",
          "CL FW SS TW FW TW CL CW LA LI TW",
          "ES ES SS ES FW TW CL CW CL LI ES",
          "CL CL CL SR CL CL CL CL LA LI CL");

  private static final byte[][] SECURE =
      table(
          STATES,
          "SR ES ES SR SR SR SR SR SR SR SA",
          "CL CW SS TW TW TW CL CW LA LI SA",
          "ES ES SS SR FW TW CL CW CL LI SA",
          "CL CL CL SR CL CL CL CL LA LI CL",
          "SS ES SS SA SS SS SS SS SS LI SA",
          "TW FW SS TW FW TW CL TW LA LI TW",
          "ES ES SS ES FW TW CL CW LA ES ES",
          "CL CL SS CL CL TW CL CL CL CL CL",
          "SA ES ES SR SA SA SA SA SA SA SA",
          "CL FW SS TW FW TW CL CW LA LI TW",
          "ES ES SS ES FW TW CL CW CL LI ES",
          "CL CL CL SR CL CL CL CL LA LI CL");

  private TcpStates() {
    super(
        new String[] {
          "NONE",
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "SYNACK"
        },
        new int[] {2, 900, 120, 60, 120, 120, 10, 60, 30, 120, 120},
        new boolean[] {false, true, true, true, false, false, false, false, false, false, true});
  }

  /**
   * What the flags of a segment mean; RST before SYN before FIN before ACK.
   *
   * @param flags of the TCP header
   * @return the event, -1 if there is none of them
   */
  public static int event(int flags) {
    if ((flags & TcpHeader.RST) != 0) {
      return 3;
    } else if ((flags & TcpHeader.SYN) != 0) {
      return 0;
    } else if ((flags & TcpHeader.FIN) != 0) {
      return 1;
    }
    return (flags & TcpHeader.ACK) != 0 ? 2 : -1;
  }

  @Override
  public int next(Direction direction, int event, int state, boolean secure) {
    if (event < 0) {
      return CLOSE;
    }
    return (secure ? SECURE : USUAL)[direction.number() * EVENTS + event][state];
  }
}

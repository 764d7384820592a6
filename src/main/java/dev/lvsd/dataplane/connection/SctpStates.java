package dev.lvsd.dataplane.connection;

import dev.lvsd.dataplane.packet.SctpHeader;

/**
 * The states of SCTP, followed from the first chunk of each packet.
 *
 * <p>Rows are events by direction: DATA, INIT, INIT ACK, COOKIE ECHO, COOKIE ACK, SHUTDOWN,
 * SHUTDOWN ACK, SHUTDOWN COMPLETE, ERROR, ABORT of input, of output, and of input when output is
 * not seen.
 *
 * @see "net/netfilter/ipvs/ip_vs_proto_sctp.c: sctp_states[]"
 */
public final class SctpStates extends StateMachine {
  /** The one machine. */
  public static final SctpStates INSTANCE = new SctpStates();

  /** State INIT1. */
  public static final int INIT1 = 1;

  /** State INIT. */
  public static final int INIT = 2;

  /** State ESTABLISHED. */
  public static final int ESTABLISHED = 8;

  /** State CLOSED. */
  public static final int CLOSED = 13;

  private static final int EVENTS = 10;
  private static final int ABORT_EVENT = 9;

  private static final byte[][] TABLE =
      table(
          "NO I1 IN CS CR CW CO CE ES SS SR SA RJ CL",
          "ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL",
          "I1 IN IN CS CR CW CO CE ES SS SR SA IN IN",
          "CW CW CW CS CR CO CO CE ES SS SR SA RJ CL",
          "CR IN IN CR CR CW CO CE ES SS SR SA RJ CL",
          "ES I1 IN CS CR CW CO ES ES SS SR SA RJ CL",
          "SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL",
          "CL IN IN CS CR CW CO CE ES CL SR CL RJ CL",
          "CL CL CL CS CR CW CO CE ES SS SR CL RJ CL",
          "CL I1 IN CS CR CW CO CL ES SS SR SA RJ CL",
          "CL CL CL CL CL RJ CL CL CL CL CL CL CL CL",
          "ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL",
          "CW CW CW CW CW CW CW CW ES CW CW CW CW CW",
          "CS CS CS CS CR CW CO CE ES SS SR SA RJ CL",
          "CE CE CE CE CE CE CE CE ES SS SR SA RJ CL",
          "ES ES ES ES ES ES ES ES ES SS SR SA RJ CL",
          "SS SS SS SS SS SS SS SS SS SS SR SA RJ CL",
          "SA SA SA SA SA CW CO CE ES SA SA SA RJ CL",
          "CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL",
          "CL CL CL CL CL CW CO CE ES SS SR SA RJ CL",
          "CL RJ CL CL CL CL CL CL CL CL CL CL CL CL",
          "ES I1 IN CS CR ES CO CE ES SS SR SA RJ CL",
          "I1 IN IN IN IN IN CO CE ES SS SR SA IN IN",
          "CE CE CE CE CE CE CO CE ES SS SR SA RJ CL",
          "ES ES ES ES ES ES CO CE ES SS SR SA RJ CL",
          "ES I1 IN ES ES CW ES ES ES SS SR SA RJ CL",
          "SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL",
          "CL IN IN CS CR CW CO CE CL CL SR CL RJ CL",
          "CL CL CL CL CL CW CO CE ES SS CL CL RJ CL",
          "CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL",
          "CL CL CL CL CL RJ CL CL CL CL CL CL CL CL");

  private SctpStates() {
    super(
        new String[] {
          "NONE",
          "INIT1",
          "INIT",
          "C-SENT",
          "C-REPLIED",
          "C-WAIT",
          "COOKIE",
          "C-ECHOED",
          "ESTABLISHED",
          "S-SENT",
          "S-RECEIVED",
          "S-ACK-SENT",
          "REJECTED",
          "CLOSED"
        },
        new int[] {2, 4, 61, 61, 61, 61, 61, 61, 900, 61, 61, 61, 4, 61},
        new boolean[] {
          false, false, false, false, false, false, false, false, true, false, false, false, false,
          false
        });
  }

  /**
   * What the chunks of a packet mean. Of a COOKIE ECHO or COOKIE ACK that an ABORT follows, the
   * abort counts.
   *
   * @param first type of the first chunk
   * @param second type of the second chunk, -1 without one
   * @return the event; chunks without one count as data
   */
  public static int event(int first, int second) {
    return switch (first) {
      case SctpHeader.INIT -> 1;
      case SctpHeader.INIT_ACK -> 2;
      case SctpHeader.COOKIE_ECHO -> second == SctpHeader.ABORT ? ABORT_EVENT : 3;
      case SctpHeader.COOKIE_ACK -> second == SctpHeader.ABORT ? ABORT_EVENT : 4;
      case SctpHeader.SHUTDOWN -> 5;
      case SctpHeader.SHUTDOWN_ACK -> 6;
      case SctpHeader.SHUTDOWN_COMPLETE -> 7;
      case SctpHeader.ERROR -> 8;
      case SctpHeader.ABORT -> ABORT_EVENT;
      default -> 0;
    };
  }

  @Override
  public int next(Direction direction, int event, int state, boolean secure) {
    return event < 0 ? state : TABLE[direction.number() * EVENTS + event][state];
  }
}

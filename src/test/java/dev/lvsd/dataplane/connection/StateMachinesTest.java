package dev.lvsd.dataplane.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks through the tables; the differential test compares them with the kernel, cell by cell. */
class StateMachinesTest {
  private static final int SYN = TcpHeader.SYN;
  private static final int ACK = TcpHeader.ACK;
  private static final int FIN = TcpHeader.FIN;
  private static final int RST = TcpHeader.RST;

  /** States after each packet; {@code >} comes from the client, {@code <} from the server. */
  private static List<String> tcp(boolean seenBothWays, boolean secure, Object... steps) {
    List<String> states = new ArrayList<>();
    int state = 0;
    for (int i = 0; i < steps.length; i += 2) {
      Direction direction =
          steps[i].equals("<")
              ? Direction.OUTPUT
              : seenBothWays ? Direction.INPUT : Direction.INPUT_ONLY;
      state =
          TcpStates.INSTANCE.next(direction, TcpStates.event((int) steps[i + 1]), state, secure);
      states.add(TcpStates.INSTANCE.name(state));
    }
    return states;
  }

  @Test
  void followsAConnectionThatTheClientCloses() {
    assertThat(tcp(true, false, ">", SYN, "<", SYN | ACK, ">", ACK, ">", FIN | ACK, "<", FIN | ACK))
        .containsExactly("SYN_RECV", "SYN_RECV", "ESTABLISHED", "CLOSE_WAIT", "TIME_WAIT");
  }

  @Test
  void followsAConnectionThatTheServerCloses() {
    assertThat(tcp(true, false, ">", SYN, ">", ACK, "<", FIN | ACK, ">", ACK, ">", FIN | ACK))
        .containsExactly("SYN_RECV", "ESTABLISHED", "FIN_WAIT", "FIN_WAIT", "TIME_WAIT");
  }

  @Test
  void followsAConnectionOfWhichOnlyTheClientIsSeen() {
    assertThat(tcp(false, false, ">", SYN, ">", ACK, ">", FIN | ACK, ">", ACK))
        .containsExactly("SYN_RECV", "ESTABLISHED", "FIN_WAIT", "FIN_WAIT");
  }

  @Test
  void waitsForTheServerWithSecureTcp() {
    assertThat(tcp(true, true, ">", SYN, "<", SYN | ACK, ">", ACK, "<", ACK))
        .containsExactly("SYN_RECV", "SYNACK", "SYNACK", "ESTABLISHED");
  }

  @Test
  void closesOnResetAndOnSegmentsWithoutAnyFlag() {
    assertThat(tcp(true, false, ">", SYN, ">", ACK, ">", RST)).endsWith("CLOSE");
    assertThat(tcp(true, false, ">", SYN, ">", 0)).endsWith("CLOSE");
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "6, 3", "2, 0", "18, 0", "3, 0", "17, 1", "16, 2", "8, -1"})
  void ranksResetBeforeSynBeforeFinBeforeAck(int flags, int event) {
    assertThat(TcpStates.event(flags)).isEqualTo(event);
  }

  @Test
  void followsAnAssociation() {
    SctpStates sctp = SctpStates.INSTANCE;
    int state = sctp.next(Direction.INPUT, SctpStates.event(SctpHeader.INIT, -1), 0, false);
    assertThat(sctp.name(state)).isEqualTo("INIT1");
    state = sctp.next(Direction.OUTPUT, SctpStates.event(SctpHeader.INIT_ACK, -1), state, false);
    assertThat(sctp.name(state)).isEqualTo("C-SENT");
    state = sctp.next(Direction.INPUT, SctpStates.event(SctpHeader.COOKIE_ECHO, -1), state, false);
    assertThat(sctp.name(state)).isEqualTo("C-REPLIED");
    state = sctp.next(Direction.OUTPUT, SctpStates.event(SctpHeader.COOKIE_ACK, -1), state, false);
    assertThat(sctp.name(state)).isEqualTo("ESTABLISHED");
    assertThat(sctp.isActive(state)).isTrue();
    assertThat(sctp.timeoutSeconds(state)).isEqualTo(900);
  }

  @Test
  void takesAnAbortBehindACookieForAnAbort() {
    assertThat(SctpStates.event(SctpHeader.COOKIE_ECHO, SctpHeader.ABORT)).isEqualTo(9);
    assertThat(SctpStates.event(SctpHeader.DATA, SctpHeader.ABORT)).isZero();
  }

  @Test
  void countsTheStatesOfAConnectionThatServesAsActive() {
    List<String> active = new ArrayList<>();
    for (int state = 0; state <= TcpStates.SYNACK; state++) {
      if (TcpStates.INSTANCE.isActive(state)) {
        active.add(TcpStates.INSTANCE.name(state));
      }
    }
    assertThat(active).containsExactly("ESTABLISHED", "SYN_SENT", "SYN_RECV", "SYNACK");
    assertThat(UdpStates.INSTANCE.isActive(0)).isFalse();
  }
}

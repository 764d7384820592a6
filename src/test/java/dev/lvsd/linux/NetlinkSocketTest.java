package dev.lvsd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On this machine's own kernel; needs no privilege. */
@ExtendWith(NoLeakedDescriptors.class)
class NetlinkSocketTest {
  @Test
  void givesEverySocketAnAddressOfItsOwn() {
    try (NetlinkSocket one = open();
        NetlinkSocket other = open()) {
      assertThat(one.portId()).isNotZero().isNotEqualTo(other.portId());
    }
  }

  @Test
  void receivesTheAnswerToWhatItSent() {
    try (NetlinkSocket socket = open()) {
      socket.send(noop(16));
      ByteBuffer answer = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
      assertThat(socket.receive(answer, Duration.ofSeconds(5).toNanos())).isTrue();
      assertThat(answer.limit()).as("an acknowledgement").isGreaterThanOrEqualTo(36);
      assertThat(answer.getShort(4)).isEqualTo((short) NetlinkUapi.NLMSG_ERROR);
      assertThat(answer.getInt(12)).isEqualTo(socket.portId());
    }
  }

  @Test
  void stopsWaitingAtTheDeadline() {
    try (NetlinkSocket socket = open()) {
      ByteBuffer nothing = ByteBuffer.allocateDirect(64);
      long start = System.nanoTime();
      assertThat(socket.receive(nothing, Duration.ofMillis(30).toNanos())).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(30), Duration.ofSeconds(20));
      assertThat(nothing.hasRemaining()).isFalse();
    }
  }

  @Test
  void doesNotWaitWithoutTimeout() {
    try (NetlinkSocket socket = open()) {
      assertThat(socket.receive(ByteBuffer.allocateDirect(64), 0)).isFalse();
    }
  }

  @Test
  void reportsADatagramThatDoesNotFit() {
    try (NetlinkSocket socket = open()) {
      socket.send(noop(16));
      ByteBuffer small = ByteBuffer.allocateDirect(8);
      assertThatThrownBy(() -> socket.receive(small, Duration.ofSeconds(5).toNanos()))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE))
          .hasMessageContaining("into 8");
    }
  }

  @Test
  void reportsADatagramThatIsLongerThanTheSendBuffer() {
    try (NetlinkSocket socket = open()) {
      socket.sendBuffer(2048);
      assertThatThrownBy(() -> socket.send(noop(1 << 20)))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE))
          .hasMessage("send 1048576 bytes to netlink: Message too long (EMSGSIZE)");
    }
  }

  @Test
  void reportsAnswersThatTheKernelDropped() {
    try (NetlinkSocket socket = open()) {
      socket.receiveBuffer(1);
      ByteBuffer answer = ByteBuffer.allocateDirect(4096);
      for (int i = 0; i < 20; i++) {
        socket.send(noop(16));
      }
      assertThatThrownBy(() -> socket.receive(answer, 0))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
      assertThat(socket.receive(answer, 0)).as("what still fitted").isTrue();
    }
  }

  @Test
  void saysWhatToDoWhereTheKernelHasNoSuchProtocol() {
    assertThatThrownBy(() -> NetlinkSocket.open(31))
        .isInstanceOf(LinuxException.class)
        .hasMessageStartingWith(
            "open netlink socket: Protocol not supported (EPROTONOSUPPORT); this kernel has no");
  }

  @Test
  void refusesUseAfterClose() {
    NetlinkSocket socket = open();
    socket.close();
    socket.close();
    assertThatThrownBy(() -> socket.send(noop(16))).isInstanceOf(IllegalStateException.class);
  }

  private static NetlinkSocket open() {
    return NetlinkSocket.open(NetlinkUapi.NETLINK_GENERIC);
  }

  /** A message that asks for nothing but an acknowledgement. */
  private static ByteBuffer noop(int length) {
    return ByteBuffer.allocateDirect(length)
        .order(ByteOrder.nativeOrder())
        .putInt(0, 16)
        .putShort(4, (short) NetlinkUapi.NLMSG_NOOP)
        .putShort(6, (short) (NetlinkUapi.NLM_F_REQUEST | NetlinkUapi.NLM_F_ACK));
  }
}

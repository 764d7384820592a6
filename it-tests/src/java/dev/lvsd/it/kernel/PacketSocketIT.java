package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.NoLeakedDescriptors;
import dev.lvsd.linux.PacketFilter;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.linux.PacketSocket.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Frames and packets between two ends of a wire. Both use a protocol that nobody else speaks.
 *
 * <pre>
 *   one eth0 02:00:00:00:00:01 ──── eth0 02:00:00:00:00:02 other
 * </pre>
 */
@ExtendWith(NoLeakedDescriptors.class)
class PacketSocketIT {
  /** Free for experiments (IEEE 802). */
  private static final int PROTOCOL = 0x88b5;

  private static final long LIMIT_NS = Duration.ofSeconds(10).toNanos();

  /** Beyond those of the devices that tunnel modules put into every namespace. */
  private static final int INDEX = 700;

  private static final byte[] OTHER = {2, 0, 0, 0, 0, 2};

  private final ByteBuffer received = ByteBuffer.allocateDirect(64);
  private Namespace one;
  private Namespace other;

  @BeforeEach
  void build() {
    one = Namespace.create("one");
    other = Namespace.create("other");
    one.ip(
        "link add eth0 index 700 address 02:00:00:00:00:01 type veth"
            + " peer name eth0 index 700 address 02:00:00:00:00:02 netns "
            + other.name(),
        "link set eth0 up");
    other.ip("link set eth0 up");
  }

  @AfterEach
  void remove() {
    one.close();
    other.close();
  }

  @Test
  void carriesAFrameAsItIs() {
    try (PacketSocket sender = open(one, Kind.FRAME, 0);
        PacketSocket receiver = open(other, Kind.FRAME, PROTOCOL)) {
      sender.send(bytes("020000000002" + "020000000001" + "88b5" + "c0ffee"));
      assertThat(receiver.receive(received, LIMIT_NS)).isTrue();
      assertThat(hex()).isEqualTo("020000000002" + "020000000001" + "88b5" + "c0ffee");
    }
  }

  @Test
  void makesTheFrameAroundAPacketAndTakesItOffAgain() {
    try (PacketSocket sender = open(one, Kind.PACKET, 0);
        PacketSocket frames = open(other, Kind.FRAME, PROTOCOL);
        PacketSocket packets = open(other, Kind.PACKET, PROTOCOL)) {
      sender.send(bytes("c0ffee"), PROTOCOL, OTHER);
      assertThat(frames.receive(received, LIMIT_NS)).isTrue();
      assertThat(hex()).isEqualTo("020000000002" + "020000000001" + "88b5" + "c0ffee");
      assertThat(packets.receive(received, LIMIT_NS)).isTrue();
      assertThat(hex()).isEqualTo("c0ffee");
    }
  }

  @Test
  void hearsOnlyItsProtocolAndNothingFromItsOwnHost() {
    try (PacketSocket here = open(one, Kind.PACKET, PROTOCOL);
        PacketSocket there = open(other, Kind.PACKET, PROTOCOL)) {
      here.send(bytes("01"), PROTOCOL + 1, OTHER);
      here.send(bytes("02"), PROTOCOL, OTHER);
      assertThat(there.receive(received, LIMIT_NS)).isTrue();
      assertThat(hex()).isEqualTo("02");
      assertThat(there.receive(received, 0)).isFalse();
      assertThat(here.receive(received, 0)).isFalse();
    }
  }

  @Test
  void hearsAtAnyInterfaceWhatItsFilterWants() {
    PacketFilter filter = PacketFilter.ALL.and(1, (byte) 7).and(2, new byte[] {1, 2, 3, 4});
    try (PacketSocket here = open(one, Kind.PACKET, 0);
        PacketSocket there =
            other.call(
                () ->
                    PacketSocket.open(Kind.PACKET, PacketSocket.ANY_INTERFACE, PROTOCOL, filter))) {
      here.send(bytes("000601020304"), PROTOCOL, OTHER);
      here.send(bytes("000701020305"), PROTOCOL, OTHER);
      here.send(bytes("0007010203"), PROTOCOL, OTHER); // too short to say
      here.send(bytes("ff0701020304ff"), PROTOCOL, OTHER);
      assertThat(there.receive(received, LIMIT_NS)).isTrue();
      assertThat(hex()).isEqualTo("ff0701020304ff");
      assertThat(there.receive(received, 0)).isFalse();
    }
  }

  @Test
  void cutsWhatIsLongerThanTheBuffer() {
    try (PacketSocket sender = open(one, Kind.PACKET, 0);
        PacketSocket receiver = open(other, Kind.PACKET, PROTOCOL)) {
      sender.send(ByteBuffer.allocateDirect(500), PROTOCOL, OTHER);
      assertThat(receiver.receive(received, LIMIT_NS)).isTrue();
      assertThat(received.remaining()).isEqualTo(received.capacity());
    }
  }

  @Test
  void stopsWaitingAtTheDeadline() {
    try (PacketSocket socket = open(one, Kind.PACKET, PROTOCOL)) {
      long start = System.nanoTime();
      assertThat(socket.receive(received, Duration.ofMillis(30).toNanos())).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
      assertThat(received.hasRemaining()).isFalse();
    }
  }

  @Test
  void tellsWhatIsWrong() {
    assertThatThrownBy(() -> PacketSocket.open(Kind.PACKET, 4711, PROTOCOL).close())
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
        .hasMessageStartingWith("bind packet socket to interface 4711: ");
    try (PacketSocket socket = open(one, Kind.PACKET, 0)) {
      assertThatThrownBy(() -> socket.send(ByteBuffer.allocateDirect(2000), PROTOCOL, OTHER))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
      one.ip("link set eth0 down");
      assertThatThrownBy(() -> socket.send(bytes("01"), PROTOCOL, OTHER))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENETDOWN));
    }
  }

  private static PacketSocket open(Namespace host, Kind kind, int protocol) {
    return host.call(() -> PacketSocket.open(kind, INDEX, protocol));
  }

  private static ByteBuffer bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private String hex() {
    byte[] bytes = new byte[received.remaining()];
    received.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

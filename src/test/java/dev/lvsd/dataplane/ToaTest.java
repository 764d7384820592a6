package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.CLIENT;
import static dev.lvsd.dataplane.PlaneBed.NOTHING;
import static dev.lvsd.dataplane.PlaneBed.SERVER;
import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static dev.lvsd.dataplane.packet.Packets.hop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The client's end in a TCP option of what completes the handshake, and of the first data. */
class ToaTest {
  private static final int ACK = TcpHeader.ACK;
  private static final int SYN_ACK = TcpHeader.SYN | TcpHeader.ACK;
  private static final int ISN = 0x7fffffff;
  private static final byte[] REQUEST = "GET /".getBytes(StandardCharsets.US_ASCII);

  /** Port 30000 and address of {@link PlaneBed#CLIENT}. */
  private static final byte[] OPTION = HexFormat.of().parseHex("fe0875300a010002");

  private static final byte[] TIMESTAMP = HexFormat.of().parseHex("0101080a0000000100000002");

  private final PlaneBed bed = new PlaneBed();
  private String local = "";

  /** Client and server have exchanged their SYNs; the answer is what the client got. */
  private byte[] opened(boolean toa, byte... optionsOfServer) {
    bed.plane.localAddresses(List.of(Addresses.parse("10.2.0.1")));
    bed.with(service("tcp " + VIP).withToa(toa), server(SERVER, ForwardingMethod.FULLNAT));
    byte[] syn = bed.syn(CLIENT, VIP);
    local = "10.2.0.1:" + (ByteBuffer.wrap(syn).getShort(20) & 0xffff);
    assertThat(syn).isEqualTo(hop(Packets.tcp(local, SERVER, TcpHeader.SYN, NOTHING)));
    return bed.send(Packets.tcp(SERVER, local, SYN_ACK, ISN, 1001, optionsOfServer, NOTHING));
  }

  private byte[] fromClient(int flags, int acknowledgement, byte[] options, byte[] payload) {
    return bed.send(Packets.tcp(CLIENT, VIP, flags, 1001, acknowledgement, options, payload));
  }

  private byte[] atServer(int flags, int acknowledgement, byte[] options, byte[] payload) {
    return hop(Packets.tcp(local, SERVER, flags, 1001, acknowledgement, options, payload));
  }

  @Test
  void goesWithTheHandshakeAndTheFirstData() {
    opened(true);

    assertThat(fromClient(ACK, ISN + 1, NOTHING, NOTHING))
        .isEqualTo(atServer(ACK, ISN + 1, OPTION, NOTHING));
    assertThat(fromClient(ACK, ISN + 1, NOTHING, REQUEST))
        .isEqualTo(atServer(ACK, ISN + 1, OPTION, REQUEST));
  }

  @Test
  void endsWhenTheServersDataIsAcknowledged() {
    opened(true);

    assertThat(fromClient(ACK, ISN + 100, NOTHING, REQUEST))
        .isEqualTo(atServer(ACK, ISN + 100, NOTHING, REQUEST));
  }

  @Test
  void standsBeforeTheOptionsOfTheClient() {
    opened(true);
    byte[] both = ByteBuffer.allocate(20).put(OPTION).put(TIMESTAMP).array();

    assertThat(fromClient(ACK, ISN + 1, TIMESTAMP, REQUEST))
        .isEqualTo(atServer(ACK, ISN + 1, both, REQUEST));
  }

  @Test
  void isLeftOutUnlessTheServiceAsksForIt() {
    byte[] mss = HexFormat.of().parseHex("020405b4");

    assertThat(opened(false, mss))
        .isEqualTo(hop(Packets.tcp(VIP, CLIENT, SYN_ACK, ISN, 1001, mss, NOTHING)));
    assertThat(fromClient(ACK, ISN + 1, NOTHING, REQUEST))
        .isEqualTo(atServer(ACK, ISN + 1, NOTHING, REQUEST));
  }

  @Test
  void isLeftOutOfResets() {
    opened(true);

    assertThat(fromClient(ACK | TcpHeader.RST, ISN + 1, NOTHING, NOTHING))
        .isEqualTo(atServer(ACK | TcpHeader.RST, ISN + 1, NOTHING, NOTHING));
  }

  @Test
  void isLeftOutWhereTheSegmentWouldBecomeTooLong() {
    opened(true);

    assertThat(fromClient(ACK, ISN + 1, NOTHING, new byte[1500 - 40 - 8]))
        .isEqualTo(atServer(ACK, ISN + 1, OPTION, new byte[1500 - 40 - 8]));
    assertThat(fromClient(ACK, ISN + 1, NOTHING, new byte[1500 - 40 - 7]))
        .isEqualTo(atServer(ACK, ISN + 1, NOTHING, new byte[1500 - 40 - 7]));
  }

  @Test
  void isLeftOutWhereTheHeaderIsFull() {
    opened(true);
    byte[] options = new byte[36];
    Arrays.fill(options, (byte) 1);

    assertThat(fromClient(ACK, ISN + 1, options, REQUEST))
        .isEqualTo(atServer(ACK, ISN + 1, options, REQUEST));
  }

  @Test
  void lowersTheSegmentSizeThatTheServerGrants() {
    byte[] answer = opened(true, HexFormat.of().parseHex("0101020405b40402"));

    assertThat(answer)
        .isEqualTo(
            hop(
                Packets.tcp(
                    VIP,
                    CLIENT,
                    SYN_ACK,
                    ISN,
                    1001,
                    HexFormat.of().parseHex("0101020405ac0402"),
                    NOTHING)));
  }

  @Test
  void lowersASegmentSizeThatStandsAtAnOddPlace() {
    byte[] answer = opened(true, HexFormat.of().parseHex("01020405b4010402"));

    assertThat(answer)
        .isEqualTo(
            hop(
                Packets.tcp(
                    VIP,
                    CLIENT,
                    SYN_ACK,
                    ISN,
                    1001,
                    HexFormat.of().parseHex("01020405ac010402"),
                    NOTHING)));
  }

  @Property
  void carriesAddressesOfBothFamiliesWithTheRightChecksums(
      @ForAll boolean six,
      @ForAll @IntRange(min = 1024, max = 65535) int clientPort,
      @ForAll @IntRange(min = 1, max = 254) int host,
      @ForAll int isn,
      @ForAll @Size(max = 100) byte[] payload) {
    String client = (six ? "[fd01::" + host + "]:" : "10.1.0." + host + ":") + clientPort;
    String vip = six ? "[fd09::9]:80" : VIP;
    String real = six ? "[fd02::11]:8080" : SERVER;
    PlaneBed plane = new PlaneBed();
    plane.plane.localAddresses(List.of(Addresses.parse(six ? "fd02::1" : "10.2.0.1")));
    plane.with(service("tcp " + vip).withToa(true), server(real, ForwardingMethod.FULLNAT));
    int port = ByteBuffer.wrap(plane.syn(client, vip)).getShort(six ? 40 : 20) & 0xffff;
    String end = (six ? "[fd02::1]:" : "10.2.0.1:") + port;
    plane.send(Packets.tcp(real, end, SYN_ACK, isn, 1001, NOTHING));

    byte[] address = Addresses.parse(six ? "fd01::" + host : "10.1.0." + host).getAddress();
    byte[] option =
        ByteBuffer.allocate(4 + address.length)
            .put((byte) 254)
            .put((byte) (4 + address.length))
            .putShort((short) clientPort)
            .put(address)
            .array();
    assertThat(plane.send(Packets.tcp(client, vip, ACK, 1001, isn + 1, TIMESTAMP, payload)))
        .isEqualTo(
            hop(
                Packets.tcp(
                    end,
                    real,
                    ACK,
                    1001,
                    isn + 1,
                    ByteBuffer.allocate(option.length + 12).put(option).put(TIMESTAMP).array(),
                    payload)));
  }
}

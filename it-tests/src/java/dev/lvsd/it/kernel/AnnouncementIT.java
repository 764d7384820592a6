package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand.Announce;
import dev.lvsd.host.HostException;
import dev.lvsd.host.Interfaces;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.NoLeakedDescriptors;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.linux.PacketUapi;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a neighbour receives when an address is announced.
 *
 * <pre>
 *   director eth0 02:00:00:00:00:01 ──── eth0 02:00:00:00:00:02 neighbour
 * </pre>
 */
@ExtendWith(NoLeakedDescriptors.class)
class AnnouncementIT {
  private static final String DIRECTOR_MAC = "020000000001";
  private static final String VIP = "0a010064";
  private static final String VIP6 = "fd010000000000000000000000000100";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Namespace director;
  private Namespace neighbour;
  private Interfaces interfaces;
  private int neighbourIndex;

  @BeforeEach
  void build() {
    director = Namespace.create("director");
    neighbour = Namespace.create("neighbour");
    director.ip(
        "link add eth0 address 02:00:00:00:00:01 type veth"
            + " peer name eth0 address 02:00:00:00:00:02 netns "
            + neighbour.name(),
        "link set eth0 up");
    neighbour.ip("link set eth0 up");
    interfaces = director.call(Interfaces::open);
    String eth0 = neighbour.program("ip", "-o", "link", "show", "eth0").mustSucceed();
    neighbourIndex = Integer.parseInt(eth0.substring(0, eth0.indexOf(':')));
  }

  @AfterEach
  void remove() {
    interfaces.close();
    director.close();
    neighbour.close();
  }

  @Test
  void areArpInBothFormsForIpv4() {
    try (PacketSocket socket = listen(PacketUapi.ETH_P_ARP)) {
      announce("10.1.0.100");
      assertThat(frames(socket, 2))
          .containsExactly(
              ("ffffffffffff" + DIRECTOR_MAC + "0806" + "0001080006040001")
                  + (DIRECTOR_MAC + VIP + "000000000000" + VIP),
              ("ffffffffffff" + DIRECTOR_MAC + "0806" + "0001080006040002")
                  + (DIRECTOR_MAC + VIP + DIRECTOR_MAC + VIP));
    }
  }

  @Test
  void areANeighbourAdvertisementForIpv6() {
    try (PacketSocket socket = listen(PacketUapi.ETH_P_IPV6)) {
      announce("fd01::100");
      assertThat(advertisement(socket))
          .startsWith("333300000001" + DIRECTOR_MAC + "86dd" + "6000000000203aff" + VIP6)
          .contains("ff020000000000000000000000000001" + "8800")
          .endsWith("20000000" + VIP6 + "0201" + DIRECTOR_MAC);
    }
  }

  @Test
  void sayThatADirectorThatForwardsIsARouter() {
    director.sysctl("net.ipv6.conf.eth0.forwarding", 1);
    try (PacketSocket socket = listen(PacketUapi.ETH_P_IPV6)) {
      announce("fd01::100");
      assertThat(advertisement(socket)).endsWith("a0000000" + VIP6 + "0201" + DIRECTOR_MAC);
    }
  }

  @Test
  void areNotMadeWhereNobodyListens() {
    director.run(() -> interfaces.announce(announcement("lo", "10.1.0.100")));
  }

  @Test
  void needAnInterfaceThatIsUp() {
    director.ip("link set eth0 down");
    assertThatThrownBy(() -> announce("10.1.0.100"))
        .isInstanceOf(HostException.class)
        .hasMessage("announce 10.1.0.100 on eth0: eth0 is down; ip link set eth0 up");
  }

  @Test
  void needAPrivilege() {
    String failure =
        director.call(
            () ->
                WithoutPrivileges.call(
                    () -> {
                      try {
                        interfaces.announce(announcement("eth0", "10.1.0.100"));
                        return "nothing was refused";
                      } catch (HostException e) {
                        return e.getMessage();
                      }
                    }));
    assertThat(failure).contains("announce 10.1.0.100 on eth0: ").contains("CAP_NET_RAW");
  }

  private PacketSocket listen(int protocol) {
    return neighbour.call(
        () -> PacketSocket.open(PacketSocket.Kind.FRAME, neighbourIndex, protocol));
  }

  private void announce(String address) {
    director.run(() -> interfaces.announce(announcement("eth0", address)));
  }

  private static Announce announcement(String interfaceName, String address) {
    return new Announce(InterfaceAddress.vip(interfaceName, Addresses.parse(address)));
  }

  /** The advertisement among what IPv6 says of its own accord on a new link. */
  private static String advertisement(PacketSocket socket) {
    while (true) {
      String frame = frames(socket, 1).get(0);
      if (frame.contains(VIP6)) {
        return frame;
      }
    }
  }

  private static List<String> frames(PacketSocket socket, int count) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    List<String> frames = new ArrayList<>();
    while (frames.size() < count) {
      assertThat(socket.receive(buffer, LIMIT.toNanos())).as("after %s", frames).isTrue();
      byte[] frame = new byte[buffer.remaining()];
      buffer.get(frame);
      frames.add(HexFormat.of().formatHex(frame));
    }
    return frames;
  }
}

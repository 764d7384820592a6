package dev.lvsd.probe.wire;

import static dev.lvsd.linux.PacketUapi.ETH_P_ARP;
import static dev.lvsd.linux.PacketUapi.ETH_P_IPV6;

import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.host.announce.ArpMessage;
import dev.lvsd.linux.PacketFilter;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks at one interface who has addresses of one family, and takes every answer until the end. */
final class OwnerQuestion {
  /** One lost packet must not hide an answer. */
  private static final int ATTEMPTS = 2;

  private static final int LONGEST = 2048;

  private final int interfaceIndex;
  private final MacAddress mac;
  private final InetAddress asker;

  /**
   * A question.
   *
   * @param interfaceIndex where to ask
   * @param mac of that interface
   * @param asker one of its addresses, which chooses the family
   */
  OwnerQuestion(int interfaceIndex, MacAddress mac, InetAddress asker) {
    this.interfaceIndex = interfaceIndex;
    this.mac = mac;
    this.asker = asker;
  }

  Map<InetAddress, Set<MacAddress>> ask(Collection<InetAddress> addresses, Duration limit) {
    Map<InetAddress, Set<MacAddress>> owners = new HashMap<>();
    ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST);
    try (PacketSocket socket = open()) {
      long began = System.nanoTime();
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        addresses.forEach(address -> send(socket, address));
        long until = limit.toNanos() * attempt / ATTEMPTS;
        for (long left = until; left > 0; left = until - (System.nanoTime() - began)) {
          if (socket.receive(packet, left)) {
            take(packet, addresses, owners);
          }
        }
      }
    }
    return owners;
  }

  private boolean isIpv4() {
    return asker instanceof Inet4Address;
  }

  private PacketSocket open() {
    PacketFilter answers =
        isIpv4()
            ? PacketFilter.ALL.and(6, (byte) 0, (byte) ArpMessage.REPLY)
            : PacketFilter.ALL
                .and(6, (byte) IpProtocols.ICMPV6)
                .and(NeighbourDiscovery.TYPE_AT, NeighbourDiscovery.ADVERTISEMENT);
    return PacketSocket.open(
        PacketSocket.Kind.PACKET, interfaceIndex, isIpv4() ? ETH_P_ARP : ETH_P_IPV6, answers);
  }

  private void send(PacketSocket socket, InetAddress address) {
    if (address instanceof Inet4Address v4) {
      ByteBuffer question = ArpMessage.whoHas(v4, mac, (Inet4Address) asker).encode();
      socket.send(question, ETH_P_ARP, MacAddress.BROADCAST.bytes());
    } else {
      Inet6Address v6 = (Inet6Address) address;
      ByteBuffer question = NeighbourDiscovery.whoHas(v6, mac, (Inet6Address) asker);
      socket.send(question, ETH_P_IPV6, NeighbourDiscovery.groupMac(v6).bytes());
    }
  }

  private void take(
      ByteBuffer packet, Collection<InetAddress> asked, Map<InetAddress, Set<MacAddress>> owners) {
    if (isIpv4()) {
      ArpMessage.decode(packet)
          .filter(answer -> asked.contains(answer.sender()))
          .ifPresent(answer -> add(owners, answer.sender(), answer.senderMac()));
    } else {
      NeighbourDiscovery.decode(packet)
          .filter(answer -> asked.contains(answer.address()))
          .ifPresent(answer -> add(owners, answer.address(), answer.mac()));
    }
  }

  private static void add(
      Map<InetAddress, Set<MacAddress>> owners, InetAddress address, MacAddress mac) {
    owners
        .computeIfAbsent(address, a -> new TreeSet<>(Comparator.comparingLong(MacAddress::bits)))
        .add(mac);
  }
}

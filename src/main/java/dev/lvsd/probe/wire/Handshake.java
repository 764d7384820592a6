package dev.lvsd.probe.wire;

import static dev.lvsd.linux.PacketUapi.ETH_P_IP;
import static dev.lvsd.linux.PacketUapi.ETH_P_IPV6;

import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.linux.PacketFilter;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.probe.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One TCP handshake past the director's own TCP.
 *
 * <p>The answer's source is the virtual address, which the director itself has: its kernel drops
 * the IPv4 packet as a martian, and answers the IPv6 packet with a reset to itself. A packet socket
 * sees it before that. The port is reserved by an ordinary socket, so that no program of the
 * director gets it meanwhile.
 */
final class Handshake {
  /** One lost packet is no fault. */
  private static final int ATTEMPTS = 3;

  private static final int LONGEST = 2048;

  private Handshake() {}

  /** Opens what brings packets to the real server. */
  @FunctionalInterface
  interface Opener {
    Carrier open(TcpMessage syn) throws IOException;
  }

  /**
   * Makes it, and takes it back.
   *
   * @param opener how packets get to the real server
   * @param source an own address
   * @param vip virtual address and port
   * @param limit how long to wait
   */
  static Reply make(Opener opener, InetSocketAddress source, InetSocketAddress vip, Duration limit)
      throws IOException {
    try (Socket reserved = new Socket()) {
      reserved.bind(source);
      TcpMessage syn =
          TcpMessage.syn(
              new InetSocketAddress(source.getAddress(), reserved.getLocalPort()),
              vip,
              RandomGenerator.getDefault().nextInt());
      try (PacketSocket answers = listen(syn);
          Carrier carrier = opener.open(syn)) {
        return exchange(carrier, answers, syn, limit.toNanos());
      }
    }
  }

  private static Reply exchange(Carrier carrier, PacketSocket answers, TcpMessage syn, long limitNs)
      throws IOException {
    ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST);
    long began = System.nanoTime();
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        carrier.send(syn.encode());
        long until = limitNs * attempt / ATTEMPTS;
        for (long left = until; left > 0; left = until - (System.nanoTime() - began)) {
          if (answers.receive(packet, left)) {
            Optional<TcpMessage> answer =
                TcpMessage.decode(packet).filter(each -> each.answers(syn));
            if (answer.filter(each -> each.has(TcpHeader.RST)).isPresent()) {
              return Reply.REFUSED;
            }
            if (answer.filter(each -> each.has(TcpHeader.SYN)).isPresent()) {
              carrier.send(syn.reset().encode());
              return Reply.ACCEPTED;
            }
          }
        }
      }
    } catch (PortUnreachableException | ConnectException e) {
      return Reply.silent("it refuses the UDP port of the tunnel");
    }
    return Reply.SILENT;
  }

  /** Takes what comes from the virtual address to the source, at whichever interface. */
  private static PacketSocket listen(TcpMessage syn) {
    byte[] from = syn.destination().getAddress().getAddress();
    byte[] to = syn.source().getAddress().getAddress();
    int addresses = syn.isIpv4() ? 12 : 8;
    int protocol = syn.isIpv4() ? 9 : 6;
    return PacketSocket.open(
        PacketSocket.Kind.PACKET,
        PacketSocket.ANY_INTERFACE,
        syn.isIpv4() ? ETH_P_IP : ETH_P_IPV6,
        PacketFilter.ALL
            .and(protocol, (byte) IpProtocols.TCP)
            .and(addresses, from)
            .and(addresses + from.length, to));
  }
}

package dev.lvsd.probe.wire;

import static dev.lvsd.linux.PacketUapi.ETH_P_IP;
import static dev.lvsd.linux.PacketUapi.ETH_P_IPV6;

import dev.lvsd.linux.PacketSocket;
import dev.lvsd.linux.RawSocket;
import dev.lvsd.model.Tunnel;
import dev.lvsd.probe.Way;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Brings IP packets to one real server, by one way. Owned by one thread. */
interface Carrier extends AutoCloseable {
  /**
   * Sends a packet.
   *
   * @param packet an IP packet; direct, from 0 to its limit
   * @throws IOException if the system refuses, or the other end said that it does not take such
   */
  void send(ByteBuffer packet) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * In frames.
   *
   * @param interfaceIndex where
   */
  static Carrier frames(int interfaceIndex, Way.Frame way, boolean ipv4) {
    PacketSocket socket = PacketSocket.open(PacketSocket.Kind.PACKET, interfaceIndex, 0);
    byte[] destination = way.mac().bytes();
    return new Carrier() {
      @Override
      public void send(ByteBuffer packet) {
        socket.send(packet, ipv4 ? ETH_P_IP : ETH_P_IPV6, destination);
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  /**
   * In other packets.
   *
   * @param example one of the packets that will be sent
   */
  static Carrier tunnel(Way.Encapsulated way, ByteBuffer example) throws IOException {
    Tunnel tunnel = way.tunnel();
    if (tunnel.type() == Tunnel.Type.GUE) {
      DatagramChannel socket = DatagramChannel.open();
      try {
        socket.connect(new InetSocketAddress(way.server(), tunnel.port()));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return new Carrier() {
        @Override
        public void send(ByteBuffer packet) throws IOException {
          socket.write(TunnelPacket.wrap(tunnel, packet));
        }

        @Override
        public void close() throws IOException {
          socket.close();
        }
      };
    }
    RawSocket socket = RawSocket.open(way.server(), TunnelPacket.protocol(tunnel, example));
    return new Carrier() {
      @Override
      public void send(ByteBuffer packet) {
        socket.send(TunnelPacket.wrap(tunnel, packet));
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }
}

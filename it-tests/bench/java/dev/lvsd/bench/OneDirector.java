package dev.lvsd.bench;

import dev.lvsd.dataplane.DataplaneIpvs;
import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Routes;
import dev.lvsd.dataplane.Verdict;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.Ipv4Header;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A plane with one service and ten servers, and packets of numbered clients: 64 bytes of TCP over
 * IPv4, with the right checksums.
 */
final class OneDirector {
  static final int SYN = 0x02;
  static final int ACK = 0x10;

  private static final int SERVERS = 10;
  private static final int CLIENTS_OF_AN_ADDRESS = 50_000;
  private static final int FIRST_CLIENT = 0x0b000001;
  private static final int VIP = 0x0a090909;
  private static final int LENGTH = 64;
  private static final int TCP = 20;

  final Plane plane;
  private final DataplaneIpvs ipvs;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer template = ByteBuffer.allocateDirect(LENGTH);
  private final IpPacket packet = new IpPacket();

  OneDirector(ForwardingMethod method) {
    plane = new Plane(Accounting.REWORKED, new Flat(), 1, 0);
    List<InetAddress> pool = new ArrayList<>();
    for (int host = 1; host <= 100; host++) {
      pool.add(Addresses.parse("10.3.0." + host));
    }
    plane.localAddresses(pool);
    ipvs = new DataplaneIpvs(plane);
    ServiceKey key = ServiceKeys.parse("tcp 10.9.9.9:80");
    ipvs.execute(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.RR)));
    for (int host = 1; host <= SERVERS; host++) {
      ServerKey server = new ServerKey(Addresses.parse("10.2.0." + host), 80);
      ipvs.execute(new IpvsCommand.AddServer(key, ServerSpec.of(server, method, 1)));
    }
    Ipv4Header.write(template, 0, 0, LENGTH, 1, true, 64, 6, FIRST_CLIENT, VIP);
    template.putShort(TCP, (short) 1024).putShort(TCP + 2, (short) 80);
    template.put(TCP + 12, (byte) 0x50);
    packet.wrap(template, 0, LENGTH);
    packet.computeTransportChecksum();
  }

  int connections() {
    int[] count = {0};
    ipvs.connections(each -> count[0]++);
    return count[0];
  }

  /** Gives a client's packet to the plane. The checksums are those of another client: no matter. */
  Verdict fromClient(int client, int flags, long nowMs) {
    buffer.put(Plane.HEADROOM, template, 0, LENGTH);
    int at = Plane.HEADROOM;
    packet.wrap(buffer, at, at + LENGTH);
    buffer.put(at + TCP + 13, (byte) flags);
    packet.v4().source(FIRST_CLIENT + client / CLIENTS_OF_AN_ADDRESS);
    buffer.putShort(at + TCP, (short) (1024 + client % CLIENTS_OF_AN_ADDRESS));
    return plane.process(buffer, at, at + LENGTH, 0, nowMs);
  }

  /**
   * The answer to what went to a server just now: the same bytes, with source and destination
   * exchanged.
   */
  void keepReply(ByteBuffer reply) {
    int at = Plane.HEADROOM;
    reply.put(0, buffer, at, LENGTH);
    int source = reply.getInt(12);
    reply.putInt(12, reply.getInt(16)).putInt(16, source);
    short port = reply.getShort(TCP);
    reply.putShort(TCP, reply.getShort(TCP + 2)).putShort(TCP + 2, port);
    reply.put(TCP + 13, (byte) ACK);
  }

  Verdict fromServer(ByteBuffer reply, long nowMs) {
    buffer.put(Plane.HEADROOM, reply, 0, LENGTH);
    return plane.process(buffer, Plane.HEADROOM, Plane.HEADROOM + LENGTH, 0, nowMs);
  }

  static ByteBuffer emptyReply() {
    return ByteBuffer.allocateDirect(LENGTH);
  }

  /** Everything is reachable, nothing is local. */
  private static final class Flat implements Routes {
    @Override
    public boolean isLocal(boolean ipv6, long high, long low) {
      return false;
    }

    @Override
    public int mtu(boolean ipv6, long high, long low) {
      return 1500;
    }

    @Override
    public long sourceHigh(boolean ipv6, long high, long low) {
      return 0;
    }

    @Override
    public long sourceLow(boolean ipv6, long high, long low) {
      return 0x0a020064L;
    }
  }
}

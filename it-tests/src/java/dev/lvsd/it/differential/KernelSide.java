package dev.lvsd.it.differential;

import dev.lvsd.dataplane.packet.Checksums;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.linux.NativeBuffer;
import dev.lvsd.linux.TunQueue;
import dev.lvsd.model.Connection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A director of its own whose clients and servers are this program.
 *
 * <pre>
 *   this program ─ tun0 ─ director: VIPs 10.9.9.9, fd09::9 on lo; 10.2.0.1, fd02::1 towards the servers
 *                         routes to 10.1.0.0/16, 192.168.7.0/24, fd01::/16, fd02::/16: tun0
 *                         10.77.0.0/16 gets firewall mark 7 and is local
 * </pre>
 */
final class KernelSide implements AutoCloseable {
  private static final int NEEDS_CHECKSUM = 1;
  private static final int MULTICAST = 0xff;
  private static final byte ICMPV6 = 58;
  private static final byte REDIRECT = (byte) 137;

  private final Namespace director;
  private final TunQueue tun;
  private final NativeBuffer buffer = NativeBuffer.allocate(TunQueue.LONGEST_FRAME);
  final KernelIpvs ipvs;

  KernelSide() {
    Program.of("modprobe", "tun").mustSucceed();
    director = Namespace.create("twin");
    tun = director.call(() -> TunQueue.open("tun%d"));
    String device = tun.device();
    director.sysctl("net.ipv4.ip_forward", 1);
    director.sysctl("net.ipv6.conf.all.forwarding", 1);
    director.sysctl("net.ipv6.conf." + device + ".router_solicitations", 0);
    director.sysctl("net.ipv4.conf.all.rp_filter", 0);
    director.sysctl("net.ipv4.conf." + device + ".rp_filter", 0);
    director.sysctl("net.ipv4.conf.all.send_redirects", 0);
    director.sysctl("net.ipv4.conf." + device + ".send_redirects", 0);
    director.sysctl("net.ipv4.icmp_ratelimit", 0);
    director.sysctl("net.ipv4.icmp_ratemask", 0);
    director.sysctl("net.ipv6.icmp.ratelimit", 0);
    director.ip(
        "address add 10.2.0.1/32 dev " + device,
        "address add fd02::1/128 dev " + device + " nodad",
        "link set " + device + " up",
        "address add 10.9.9.9/32 dev lo",
        "address add fd09::9/128 dev lo nodad",
        "route add 10.1.0.0/16 dev " + device + " src 10.2.0.1",
        "route add 192.168.7.0/24 dev " + device + " src 10.2.0.1",
        "route add 192.168.8.0/24 dev " + device + " mtu 1400 src 10.2.0.1",
        "route add fd01::/16 dev " + device + " src fd02::1",
        "route add fd02::/16 dev " + device + " src fd02::1",
        "route add local 10.77.0.0/16 dev lo");
    tc("qdisc add dev " + device + " clsact");
    tc(
        "filter add dev "
            + device
            + " ingress protocol ip u32 match ip dst 10.77.0.0/16 action skbedit mark 7");
    ipvs = director.call(KernelIpvs::open);
  }

  /** Traffic control can set marks on every kernel; not all have a packet filter that can. */
  private void tc(String arguments) {
    List<String> command = new ArrayList<>(List.of("tc"));
    command.addAll(List.of(arguments.split(" ", -1)));
    director.program(command.toArray(String[]::new)).mustSucceed();
  }

  void sysctl(String name, int value) {
    director.sysctl("net.ipv4.vs." + name, value);
  }

  /** Gives a packet to the director. */
  void inject(byte[] packet) {
    ByteBuffer bytes = buffer.bytes();
    for (int i = 0; i < TunQueue.HEADER; i++) {
      bytes.put(i, (byte) 0);
    }
    bytes.put(TunQueue.HEADER, packet);
    if (!tun.write(buffer, 0, TunQueue.HEADER + packet.length)) {
      throw new IllegalStateException("the director did not take a packet");
    }
  }

  /** What the director sent since the last time; waits a little if it must be something. */
  List<byte[]> sent(boolean something) {
    List<byte[]> all = new ArrayList<>();
    for (int attempt = 0; attempt < 20; attempt++) {
      read(all);
      if (!something || !all.isEmpty()) {
        break;
      }
      tun.await(50);
    }
    return all;
  }

  private void read(List<byte[]> all) {
    ByteBuffer bytes = buffer.bytes();
    while (true) {
      int length = tun.read(buffer, 0, TunQueue.LONGEST_FRAME);
      if (length < 0) {
        return;
      }
      completeChecksum(bytes, length);
      byte[] packet = new byte[length - TunQueue.HEADER];
      bytes.get(TunQueue.HEADER, packet);
      if (packet[0] >> 4 != 6 || !isNeighbourTalk(packet)) {
        all.add(packet);
      }
    }
  }

  /** Solicitations, and redirects because all hosts are behind one interface. */
  private static boolean isNeighbourTalk(byte[] packet) {
    return (packet[24] & 0xff) == MULTICAST || (packet[6] == ICMPV6 && packet[40] == REDIRECT);
  }

  /** The kernel leaves the rest of some checksums to the device. */
  private static void completeChecksum(ByteBuffer bytes, int length) {
    if ((bytes.get(0) & NEEDS_CHECKSUM) == 0) {
      return;
    }
    int start = hostOrder(bytes.getShort(6)) + TunQueue.HEADER;
    int at = start + hostOrder(bytes.getShort(8));
    long sum = Checksums.add(0, bytes, start, length - start);
    bytes.putShort(at, (short) Checksums.finish(sum));
  }

  private static int hostOrder(short value) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return (little ? Short.reverseBytes(value) : value) & 0xffff;
  }

  /** The list is that of the reading thread's namespace. */
  List<Connection> connections() {
    List<Connection> all = new ArrayList<>();
    director.run(() -> ipvs.connections(all::add));
    return all;
  }

  @Override
  public void close() {
    ipvs.close();
    tun.close();
    director.close();
  }
}

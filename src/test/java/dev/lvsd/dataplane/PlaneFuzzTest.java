package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Whatever packets come, and whatever is done to servers and settings between them: nothing is
 * thrown, nothing is written outside the packet and the room before it, and nothing is left when
 * all connections have ended.
 *
 * <p>An input is a row of steps of four bytes: a packet of {@link #SEEDS} with one byte changed, a
 * command, or time; what is left over is a packet as it is. {@code it-tests/fuzz/run} runs it for
 * long.
 */
public class PlaneFuzzTest {
  private static final int MARGIN = 64;
  private static final int LONGEST = 4096;
  private static final byte[] DATA = new byte[24];
  private static final List<ServiceSpec> SERVICES =
      List.of(
          service("tcp 10.9.9.9:80"),
          service("udp 10.9.9.9:53").withOnePacket(true),
          service("sctp 10.9.9.9:80"),
          service("tcp 10.9.9.9:81").withToa(true),
          service("tcp [fd09::9]:80").withToa(true),
          service("udp [fd09::9]:53"),
          service("tcp 10.9.9.9:0")
              .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24))),
          service("udp 10.9.9.9:54"));
  private static final List<ServerSpec> SERVERS =
      List.of(
          server("192.168.7.11:8080", ForwardingMethod.NAT),
          server("192.168.7.11:53", ForwardingMethod.NAT),
          server("192.168.7.11:80", ForwardingMethod.DR),
          server("192.168.7.12:81", ForwardingMethod.FULLNAT),
          server("[fd02::11]:80", ForwardingMethod.FULLNAT),
          server("[fd02::11]:53", ForwardingMethod.TUNNEL)
              .withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL)),
          server("192.168.7.13:0", ForwardingMethod.NAT),
          server("192.168.7.14:54", ForwardingMethod.TUNNEL)
              .withTunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL)));
  private static final byte[] SYN =
      Packets.tcp("10.1.0.2:3000", "10.9.9.9:80", TcpHeader.SYN, DATA);
  private static final byte[] LONG = Packets.udp("10.1.0.2:3000", "10.9.9.9:54", new byte[100]);
  private static final byte[][] SEEDS = {
    SYN,
    Packets.tcp("10.1.0.2:3000", "10.9.9.9:80", TcpHeader.ACK, DATA),
    Packets.tcp("192.168.7.11:8080", "10.1.0.2:3000", TcpHeader.SYN | TcpHeader.ACK, DATA),
    Packets.udp("10.1.0.2:3000", "10.9.9.9:53", DATA),
    Packets.sctp("10.1.0.2:3000", "10.9.9.9:80", 1, 10, 11, 6),
    Packets.tcp("10.1.0.2:3000", "10.9.9.9:81", TcpHeader.SYN, DATA),
    Packets.tcp("10.1.0.2:3000", "10.9.9.9:81", TcpHeader.ACK, 1, 1, DATA),
    Packets.tcp("[fd01::2]:3000", "[fd09::9]:80", TcpHeader.SYN, DATA),
    Packets.tcp("[fd01::2]:3000", "[fd09::9]:80", TcpHeader.ACK, 1, 1, DATA),
    Packets.udp("[fd01::2]:3000", "[fd09::9]:53", DATA),
    Packets.tcp("10.1.0.2:3000", "10.9.9.9:99", TcpHeader.SYN, DATA),
    Packets.fragment(LONG, 0, 48),
    Packets.fragment(LONG, 48, 80),
    Packets.icmp(
        "10.1.0.2:0",
        "10.9.9.9:0",
        3,
        4,
        1300,
        Packets.tcp("10.9.9.9:80", "10.1.0.2:3000", TcpHeader.ACK, DATA)),
    Packets.icmp("192.168.7.11:0", "10.1.0.2:0", 3, 3, 0, SYN),
    Packets.icmp(
        "[fd01::2]:0",
        "[fd09::9]:0",
        2,
        0,
        1300,
        Packets.tcp("[fd09::9]:80", "[fd01::2]:3000", TcpHeader.ACK, DATA)),
  };

  private static final PlaneFuzzTest ONE = new PlaneFuzzTest();

  private final FixedRoutes routes = new FixedRoutes().mtu("192.168.7.11", 60);
  private final Plane plane = new Plane(Accounting.REWORKED, routes, 42, 0);
  private final DataplaneIpvs ipvs = new DataplaneIpvs(plane);
  private final byte[] room = new byte[LONGEST + 2 * MARGIN];
  private final ByteBuffer buffer = ByteBuffer.wrap(room);
  private byte[] lastSent = {};
  private long nowMs;

  PlaneFuzzTest() {
    plane.localAddresses(List.of(Addresses.parse("10.2.0.1"), Addresses.parse("fd02::1")));
  }

  /**
   * For the fuzzer's own program, which keeps one plane for all inputs.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    ONE.handle(input);
  }

  @FuzzTest(maxDuration = "1m")
  void fuzz(byte[] input) {
    handle(input);
  }

  @Property(tries = 300)
  void handlesAnySteps(@ForAll @Size(max = 400) byte[] input) {
    handle(input);
  }

  private void handle(byte[] input) {
    for (int i = 0; i < SERVICES.size(); i++) {
      ipvs.execute(new IpvsCommand.CreateService(SERVICES.get(i)));
      ipvs.execute(new IpvsCommand.AddServer(SERVICES.get(i).key(), SERVERS.get(i)));
    }
    int at = 0;
    for (; at + 4 <= input.length && input[at] != 0; at += 4) {
      step(input[at] & 0xff, input[at + 1] & 0xff, input[at + 2] & 0xff, input[at + 3]);
    }
    if (at < input.length) {
      give(Arrays.copyOfRange(input, at + 1, Math.min(input.length, LONGEST)));
    }
    ipvs.execute(new IpvsCommand.Flush());
    for (int round = 0; plane.connections() != 0 && round < 20; round++) {
      advance(130_000);
    }
    if (plane.connections() != 0) {
      throw new AssertionError(plane.connections() + " connections are left");
    }
  }

  private void step(int what, int which, int where, byte value) {
    int service = which % SERVICES.size();
    switch (what % 16) {
      case 1 -> {
        List<Sysctl> all = List.of(Sysctl.values());
        all.forEach(each -> plane.set(each, each.initial()));
        plane.set(all.get(where % all.size()), value & 3);
      }
      case 2 -> advance(where * 100L);
      case 3 -> change(service, value);
      case 4 -> reply(where, value);
      default -> {
        byte[] packet = SEEDS[which % SEEDS.length].clone();
        packet[where % packet.length] ^= value;
        repair(packet);
        give(packet);
      }
    }
  }

  /** What a server would say to what went out last. */
  private void reply(int where, byte value) {
    if (lastSent.length < 40) {
      return;
    }
    byte[] packet = lastSent.clone();
    int address = packet[0] >> 4 == 6 ? 8 : 12;
    int size = packet[0] >> 4 == 6 ? 16 : 4;
    int ports = address + 2 * size;
    swap(packet, address, size);
    if (ports + 4 <= packet.length) {
      swap(packet, ports, 2);
    }
    packet[where % packet.length] ^= value;
    repair(packet);
    give(packet);
  }

  private static void swap(byte[] packet, int at, int size) {
    for (int i = 0; i < size; i++) {
      byte one = packet[at + i];
      packet[at + i] = packet[at + size + i];
      packet[at + size + i] = one;
    }
  }

  private void change(int number, byte value) {
    var key = SERVICES.get(number).key();
    ServerSpec spec = SERVERS.get(number);
    boolean present = !ipvs.servers(key).isEmpty();
    if (present && value < 0) {
      ipvs.execute(new IpvsCommand.RemoveServer(key, spec.key()));
    } else if (present) {
      ipvs.execute(new IpvsCommand.UpdateServer(key, spec.withWeight(value)));
    } else {
      ipvs.execute(new IpvsCommand.AddServer(key, spec));
    }
  }

  private void advance(long ms) {
    nowMs += ms;
    while (plane.advance(nowMs, 1000)) {}
  }

  /** A wrong IPv4 header would end the test before it begins. */
  private static void repair(byte[] packet) {
    if (packet[0] == 0x45) {
      Packets.withHeaderChecksum(packet);
    }
  }

  private void give(byte[] packet) {
    int from = MARGIN;
    int end = from + packet.length;
    Arrays.fill(room, (byte) 0x5a);
    buffer.put(from, packet);
    Verdict verdict = plane.process(buffer, from, end, 0, nowMs);
    requireUntouched(0, from - Plane.HEADROOM);
    requireUntouched(end, end + MARGIN);
    if (verdict.kind() == Verdict.Kind.FORWARD || verdict.kind() == Verdict.Kind.ANSWER) {
      lastSent = new byte[verdict.end() - verdict.at()];
      verdict.buffer().get(verdict.at(), lastSent);
    }
  }

  private void requireUntouched(int from, int to) {
    for (int i = from; i < to; i++) {
      if (room[i] != 0x5a) {
        throw new AssertionError("wrote outside the packet, at " + (i - MARGIN));
      }
    }
  }
}

package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The thread's own counter around a million packets: new connections, requests, replies, ends. */
class AllocationTest {
  private static final int PACKETS = 1_000_000;
  private static final String VIP = "10.9.9.9:80";

  /** Nothing is local, everything is reachable; looks nothing up. */
  private static final Routes ROUTES =
      new Routes() {
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
          return 0x0a020001L;
        }
      };

  private final Plane plane = new Plane(Accounting.REWORKED, ROUTES, 1, 0);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer request =
      ByteBuffer.wrap(Packets.tcp("10.1.0.2:1", VIP, TcpHeader.SYN, new byte[100]));
  private final ByteBuffer reply =
      ByteBuffer.wrap(Packets.tcp("192.168.7.11:80", "10.1.0.2:1", TcpHeader.ACK, new byte[100]));
  private long nowMs;
  private long forwarded;

  private void packet(ByteBuffer packet, int portAt, int port) {
    packet.putShort(portAt, (short) port);
    buffer.put(Plane.HEADROOM, packet, 0, packet.limit());
    Verdict verdict =
        plane.process(buffer, Plane.HEADROOM, Plane.HEADROOM + packet.limit(), 0, nowMs);
    forwarded += verdict.kind() == Verdict.Kind.FORWARD ? 1 : 0;
  }

  private void run(int packets) {
    for (int i = 0; i < packets; i += 2) {
      int port = 1024 + i / 2 % 20_000;
      packet(request, 20, port);
      packet(reply, 22, port);
      if (i % 64 == 0) {
        nowMs += 20; // connections end all the time
        plane.advance(nowMs, 1000);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NAT, rr",
    "NAT, wrr",
    "NAT, lc",
    "NAT, wlc",
    "NAT, sed",
    "NAT, nq",
    "NAT, fo",
    "NAT, dh",
    "NAT, sh",
    "NAT, mh",
    "NAT, lblc",
    "NAT, lblcr",
    "NAT, twos",
    "DR, rr",
    "TUNNEL, rr"
  })
  void allocatesNothing(ForwardingMethod method, String scheduler) {
    DataplaneIpvs ipvs = new DataplaneIpvs(plane);
    ServiceSpec web = service("tcp " + VIP).withScheduler(new SchedulerName(scheduler));
    ipvs.execute(new IpvsCommand.CreateService(web));
    Endpoint end = Endpoint.parse("192.168.7.11:80");
    ServerSpec server = ServerSpec.of(new ServerKey(end.address(), end.port()), method, 100_000);
    if (method == ForwardingMethod.TUNNEL) {
      server = server.withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL));
    }
    ipvs.execute(new IpvsCommand.AddServer(web.key(), server));
    run(100_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long counterItself = threads.getThreadAllocatedBytes(thread);
    counterItself = threads.getThreadAllocatedBytes(thread) - counterItself;
    forwarded = 0;

    long before = threads.getThreadAllocatedBytes(thread);
    run(PACKETS);
    long after = threads.getThreadAllocatedBytes(thread);

    assertThat(after - before - counterItself).isZero();
    assertThat(forwarded).isEqualTo(method == ForwardingMethod.NAT ? PACKETS : PACKETS / 2);
  }
}

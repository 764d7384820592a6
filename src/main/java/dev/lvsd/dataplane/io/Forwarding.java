package dev.lvsd.dataplane.io;

import static dev.lvsd.linux.RouteUapi.RTM_DELLINK;
import static dev.lvsd.linux.RouteUapi.RTM_NEWLINK;
import static dev.lvsd.linux.RoutingUapi.RTM_DELNEIGH;
import static dev.lvsd.linux.RoutingUapi.RTM_NEWNEIGH;

import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Verdict;
import dev.lvsd.dataplane.io.route.HostRoutes;
import dev.lvsd.dataplane.io.route.Neighbours;
import dev.lvsd.dataplane.packet.TcpSegments;
import dev.lvsd.linux.Doorbell;
import dev.lvsd.linux.NativeBuffer;
import dev.lvsd.linux.Poller;
import dev.lvsd.linux.TunQueue;
import dev.lvsd.netlink.RouteNotifications;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * The forwarding thread: reads packets, asks the plane, sends them on; between packets lets time go
 * by, does what the mailbox holds, and hears what changed in the host's routing.
 */
final class Forwarding implements Runnable {
  private static final Logger LOG = System.getLogger(Forwarding.class.getName());

  /** Where an IP packet begins in its buffer; headers of links, tunnels and virtio go before it. */
  static final int PACKET_AT = 128;

  private static final int BATCH = 64;
  private static final int ENDINGS = 256;
  private static final int IDLE_MS = 50;
  private static final int BEHIND = 64;
  private static final long COMPLAIN_MS = 10_000;

  private final TunQueue tun;
  private final Plane plane;
  private final HostRoutes routes;
  private final Neighbours neighbours;
  private final DirectSender direct;
  private final RouteNotifications notifications;
  private final Mailbox mailbox;
  private final Doorbell doorbell;
  private final Poller poller;
  private final RouteNotifications.Listener changes = new Changes();
  private final NativeBuffer in = NativeBuffer.allocate(PACKET_AT + 65_535 + BEHIND);
  private final NativeBuffer out = NativeBuffer.allocate(PACKET_AT + 65_535 + BEHIND);
  private final TcpSegments segments = new TcpSegments();
  private final ByteBuffer bytes = in.bytes();
  private volatile boolean stopped;
  private long nowMs = now();
  private long complainAtMs = nowMs;
  private long failures;

  Forwarding(
      TunQueue tun,
      Plane plane,
      HostRoutes routes,
      Neighbours neighbours,
      DirectSender direct,
      RouteNotifications notifications,
      Mailbox mailbox,
      Doorbell doorbell) {
    this.tun = tun;
    this.plane = plane;
    this.routes = routes;
    this.neighbours = neighbours;
    this.direct = direct;
    this.notifications = notifications;
    this.mailbox = mailbox;
    this.doorbell = doorbell;
    this.poller = new Poller(tun.descriptor(), doorbell.descriptor(), notifications.descriptor());
  }

  /** Milliseconds of the clock that the plane goes by. */
  static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Ends {@link #run} soon. From any thread. */
  void stop() {
    stopped = true;
    doorbell.ring();
  }

  @Override
  public void run() {
    boolean more = false;
    while (!stopped) {
      try {
        poller.await(more ? 0 : IDLE_MS);
        nowMs = now();
        more = packets();
        more |= plane.advance(nowMs, ENDINGS);
        attend();
      } catch (RuntimeException e) {
        complain(e);
      }
    }
    mailbox.work();
  }

  /** One packet that cannot be handled must not cost the others; nor may it fill the log. */
  private void complain(RuntimeException failure) {
    failures++;
    if (nowMs >= complainAtMs) {
      complainAtMs = nowMs + COMPLAIN_MS;
      LOG.log(Level.ERROR, "forwarding goes on after failure " + failures, failure);
    }
  }

  /** What comes seldom. */
  private void attend() {
    if (poller.isReady(1)) {
      doorbell.answer();
      mailbox.work();
    }
    if (poller.isReady(2)) {
      notifications.deliver(changes);
    }
  }

  private boolean packets() {
    int header = PACKET_AT - VirtioHeader.length();
    for (int i = 0; i < BATCH; i++) {
      int length = tun.read(in, header, TunQueue.LONGEST_FRAME);
      if (length < 0) {
        return false;
      }
      forward(PACKET_AT, header + length);
    }
    return true;
  }

  private void forward(int at, int end) {
    int header = at - VirtioHeader.length();
    boolean partial = VirtioHeader.hasPartialChecksum(bytes, header);
    int segment = VirtioHeader.segmentSize(bytes, header);
    Ttl.raise(bytes, at, end);
    Verdict verdict = plane.process(bytes, at, end, partial, segment, 0, nowMs);
    if (verdict.kind() == Verdict.Kind.CUT) {
      cut(at, end, segment);
    } else {
      follow(verdict, in, at, end);
    }
  }

  /** Asks about each segment of a packet. */
  private void cut(int at, int end, int segment) {
    if (!segments.wrap(bytes, at, end, segment)) {
      return;
    }
    while (segments.hasNext()) {
      int length = segments.next(out.bytes(), PACKET_AT);
      VirtioHeader.writeFinished(out.bytes(), PACKET_AT - VirtioHeader.length());
      int segmentEnd = PACKET_AT + length;
      follow(
          plane.process(out.bytes(), PACKET_AT, segmentEnd, 0, nowMs), out, PACKET_AT, segmentEnd);
    }
  }

  /** Does with a packet, and the virtio header before it, what the plane decided. */
  private void follow(Verdict verdict, NativeBuffer buffer, int at, int end) {
    int header = at - VirtioHeader.length();
    switch (verdict.kind()) {
      case PASS -> tun.write(buffer, header, end - header);
      case FORWARD, DELIVER -> {
        int from = verdict.at();
        int before = from - VirtioHeader.length();
        if (verdict.isFinished()) {
          VirtioHeader.writeFinished(buffer.bytes(), before);
        } else if (from != at) {
          VirtioHeader.copy(buffer.bytes(), header, before, 0);
        }
        send(verdict, buffer, from, verdict.end());
      }
      case ANSWER -> {
        out.bytes().put(PACKET_AT, verdict.buffer(), verdict.at(), verdict.end() - verdict.at());
        VirtioHeader.writeFinished(out.bytes(), PACKET_AT - VirtioHeader.length());
        send(verdict, out, PACKET_AT, PACKET_AT + verdict.end() - verdict.at());
      }
      case CUT, DROP -> {}
    }
  }

  /** The host's own routing takes it to its destination; to another next hop it goes by hand. */
  private void send(Verdict verdict, NativeBuffer buffer, int at, int end) {
    if (isDestination(verdict, buffer.bytes(), at)) {
      Ttl.raise(buffer.bytes(), at, end);
      int header = at - VirtioHeader.length();
      tun.write(buffer, header, end - header);
    } else {
      boolean six = verdict.isNextHopIpv6();
      direct.send(buffer, at, end, six, verdict.nextHopHigh(), verdict.nextHopLow(), nowMs);
    }
  }

  private static boolean isDestination(Verdict verdict, ByteBuffer bytes, int at) {
    if (bytes.get(at) >>> 4 == 4) {
      return !verdict.isNextHopIpv6()
          && verdict.nextHopLow() == (bytes.getInt(at + 16) & 0xffff_ffffL);
    }
    return verdict.isNextHopIpv6()
        && verdict.nextHopHigh() == bytes.getLong(at + 24)
        && verdict.nextHopLow() == bytes.getLong(at + 32);
  }

  /** A neighbour that is told of may have been waited for; all else makes routes doubtful. */
  private final class Changes implements RouteNotifications.Listener {
    @Override
    public void changed(int type, RouteNotifications.Notification message) {
      if (type == RTM_NEWNEIGH || type == RTM_DELNEIGH) {
        if (neighbours.told(type, message).isPresent()) {
          direct.retry(nowMs);
        }
      } else if (type == RTM_NEWLINK || type == RTM_DELLINK) {
        lost();
      } else {
        routes.changed();
        neighbours.routesChanged();
      }
    }

    @Override
    public void lost() {
      routes.changed();
      neighbours.linksChanged();
      direct.linksChanged();
      direct.retry(nowMs);
    }
  }
}

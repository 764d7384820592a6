package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Verdict;
import dev.lvsd.dataplane.io.route.HostRoutes;
import dev.lvsd.diag.LvsdException;
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

  private final TunQueue tun;
  private final Plane plane;
  private final HostRoutes routes;
  private final RouteNotifications notifications;
  private final Mailbox mailbox;
  private final Doorbell doorbell;
  private final Poller poller;
  private final RouteNotifications.Listener changes = new Changes();
  private final NativeBuffer in = NativeBuffer.allocate(PACKET_AT + 65_535 + BEHIND);
  private final NativeBuffer answers = NativeBuffer.allocate(PACKET_AT + 2048);
  private final ByteBuffer bytes = in.bytes();
  private volatile boolean stopped;
  private long nowMs;

  Forwarding(
      TunQueue tun,
      Plane plane,
      HostRoutes routes,
      RouteNotifications notifications,
      Mailbox mailbox,
      Doorbell doorbell) {
    this.tun = tun;
    this.plane = plane;
    this.routes = routes;
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
      } catch (LvsdException e) {
        LOG.log(Level.ERROR, "forwarding goes on after: " + e.getMessage());
      }
    }
    mailbox.work();
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
    switch (verdict.kind()) {
      case PASS, DELIVER -> tun.write(in, header, end - header);
      case FORWARD -> {
        int from = verdict.at();
        if (from != at) {
          VirtioHeader.writeFinished(bytes, from - VirtioHeader.length());
        }
        send(in, from, verdict.end());
      }
      case ANSWER -> {
        answers.bytes().put(PACKET_AT, verdict.buffer(), verdict.at(), verdict.end());
        VirtioHeader.writeFinished(answers.bytes(), PACKET_AT - VirtioHeader.length());
        send(answers, PACKET_AT, PACKET_AT + verdict.end());
      }
      case CUT, DROP -> {}
    }
  }

  private void send(NativeBuffer buffer, int at, int end) {
    Ttl.raise(buffer.bytes(), at, end);
    int header = at - VirtioHeader.length();
    tun.write(buffer, header, end - header);
  }

  /** Any change of the host's routing makes all that is known of it doubtful. */
  private final class Changes implements RouteNotifications.Listener {
    @Override
    public void changed(int type, RouteNotifications.Notification message) {
      routes.changed();
    }

    @Override
    public void lost() {
      routes.changed();
    }
  }
}

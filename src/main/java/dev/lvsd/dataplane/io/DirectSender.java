package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.io.route.Neighbour;
import dev.lvsd.dataplane.io.route.Neighbours;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.linux.FrameSocket;
import dev.lvsd.linux.NativeBuffer;
import dev.lvsd.linux.PacketUapi;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends packets to a neighbour that is not their destination, as direct routing wants it: in a
 * frame of its own, past the host's routing. Owner: the forwarding thread.
 *
 * <p>Packets to a neighbour that is not known yet wait, {@value #WAITING} in all; when it becomes
 * known they go, and what is too old by then, or finds no room, is lost as on any network.
 */
final class DirectSender implements AutoCloseable {
  /** Bytes of the header of Ethernet. */
  static final int ETHERNET = 14;

  private static final int WAITING = 64;
  private static final int LONGEST_WAITING = 2048;
  private static final long PATIENCE_MS = 3000;

  private final Neighbours neighbours;
  private final Map<Integer, FrameSocket> sockets = new HashMap<>();
  private final Waiting[] waiting = new Waiting[WAITING];
  private @Nullable FrameSocket[] byIndex = {};
  private long lost;

  /** A packet whose neighbour is not known yet. */
  private static final class Waiting {
    private final NativeBuffer buffer =
        NativeBuffer.allocate(Forwarding.PACKET_AT + LONGEST_WAITING);
    private boolean taken;
    private int end;
    private long sinceMs;
    private boolean ipv6;
    private long high;
    private long low;
  }

  DirectSender(Neighbours neighbours) {
    this.neighbours = neighbours;
    Arrays.setAll(waiting, each -> new Waiting());
  }

  /** Packets that could not be sent. */
  long lost() {
    return lost;
  }

  /**
   * Sends a packet, with its virtio header right before it, towards a next hop. The bytes before
   * the packet are overwritten.
   */
  void send(NativeBuffer buffer, int at, int end, boolean ipv6, long high, long low, long nowMs) {
    Neighbour neighbour = neighbours.towards(ipv6, high, low, nowMs);
    if (neighbour.isKnown()) {
      send(buffer, at, end, neighbour);
    } else if (neighbour.isOutOfReach()) {
      lost++;
    } else {
      await(buffer, at, end, ipv6, high, low, nowMs);
    }
  }

  private void send(NativeBuffer buffer, int at, int end, Neighbour neighbour) {
    ByteBuffer bytes = buffer.bytes();
    int version = bytes.get(at) >>> 4;
    int header = at - VirtioHeader.length();
    VirtioHeader.copy(bytes, header, header - ETHERNET, ETHERNET);
    long to = neighbour.mac();
    long from = neighbour.ownMac();
    bytes.putLong(at - 14, to << 16 | from >>> 32);
    bytes.putInt(at - 6, (int) from);
    bytes.putShort(at - 2, (short) (version == 6 ? PacketUapi.ETH_P_IPV6 : PacketUapi.ETH_P_IP));
    FrameSocket socket = socket(neighbour.index());
    if (socket == null || socket.send(buffer, header - ETHERNET, end - header + ETHERNET) != 0) {
      lost++;
    }
  }

  private @Nullable FrameSocket socket(int index) {
    FrameSocket known = index < byIndex.length ? byIndex[index] : null;
    if (known != null) {
      return known;
    }
    try {
      FrameSocket opened = FrameSocket.open(index);
      sockets.put(index, opened);
      byIndex = Arrays.copyOf(byIndex, Math.max(byIndex.length, index + 1));
      byIndex[index] = opened;
      return opened;
    } catch (LvsdException e) {
      return null; // the interface went away
    }
  }

  private void await(
      NativeBuffer buffer, int at, int end, boolean ipv6, long high, long low, long nowMs) {
    int header = at - VirtioHeader.length();
    if (end - header > LONGEST_WAITING) {
      lost++;
      return;
    }
    for (Waiting each : waiting) {
      if (!each.taken || nowMs - each.sinceMs > PATIENCE_MS) {
        lost += each.taken ? 1 : 0;
        int from = Forwarding.PACKET_AT - VirtioHeader.length();
        each.buffer.bytes().put(from, buffer.bytes(), header, end - header);
        each.end = from + end - header;
        each.taken = true;
        each.sinceMs = nowMs;
        each.ipv6 = ipv6;
        each.high = high;
        each.low = low;
        return;
      }
    }
    lost++;
  }

  /** Sends what waited for neighbours that are known now. */
  void retry(long nowMs) {
    for (Waiting each : waiting) {
      if (each.taken) {
        Neighbour neighbour = neighbours.towards(each.ipv6, each.high, each.low, nowMs);
        if (neighbour.isKnown()) {
          each.taken = false;
          send(each.buffer, Forwarding.PACKET_AT, each.end, neighbour);
        }
      }
    }
  }

  /** Forgets interfaces, because some of them changed. */
  void linksChanged() {
    close();
    sockets.clear();
    byIndex = new FrameSocket[0];
  }

  @Override
  public void close() {
    sockets.values().forEach(FrameSocket::close);
  }
}

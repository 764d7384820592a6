package dev.lvsd.it.topology;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteNetlink;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a host believes of its neighbours: the ARP cache, and that of IPv6. Asked over netlink,
 * which takes a millisecond where a process takes a hundred.
 */
public final class NeighbourCache implements AutoCloseable {
  private final RouteNetlink netlink;

  /**
   * Opens the caches of a host.
   *
   * @param namespace of the host
   */
  public NeighbourCache(Namespace namespace) {
    netlink = namespace.call(() -> RouteNetlink.open(Duration.ofSeconds(10)));
  }

  /**
   * The hardware address that packets for an address are sent to.
   *
   * @param address of the neighbour
   * @return for example {@code 02:00:00:00:00:01}; empty if the host does not know
   */
  public Optional<String> hardwareAddress(InetAddress address) {
    List<Entry> entries = netlink.dump(new All(), NeighbourCache::decode);
    return entries.stream()
        .filter(entry -> address.equals(entry.address()) && !entry.mac().isEmpty())
        .map(Entry::mac)
        .findFirst();
  }

  @Override
  public void close() {
    netlink.close();
  }

  private record Entry(InetAddress address, String mac) {}

  private static Entry decode(ByteBuffer header, AttributeReader attributes) {
    byte[] address = new byte[4];
    String mac = "";
    while (attributes.next()) {
      if (attributes.type() == All.NDA_DST) {
        address = attributes.bytes();
      } else if (attributes.type() == All.NDA_LLADDR) {
        mac = HexFormat.ofDelimiter(":").formatHex(attributes.bytes());
      }
    }
    try {
      return new Entry(InetAddress.getByAddress(address), mac);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("neighbour with an address of " + address.length, e);
    }
  }

  /**
   * Asks for all neighbours.
   *
   * @see "linux/neighbour.h: struct ndmsg"
   */
  private record All() implements RouteRequest {
    private static final int RTM_GETNEIGH = 30;
    private static final int SIZEOF_NDMSG = 12;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;

    @Override
    public int type() {
      return RTM_GETNEIGH;
    }

    @Override
    public int headerLength() {
      return SIZEOF_NDMSG;
    }

    @Override
    public void encodeHeader(ByteBuffer out) {
      out.putLong(0).putInt(0);
    }

    @Override
    public void encode(AttributeWriter out) {
      // of every family and interface
    }

    @Override
    public String describe() {
      return "list neighbours";
    }
  }
}

package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * The director's own addresses, which fullnat puts in place of clients, and their ports. Owner: the
 * forwarding thread.
 *
 * <p>A port may be taken once for each server's end, so {@value #PORTS} connections of one address
 * lead to each of them. It is free again when its connection is gone, and not before: the
 * connection table is asked, so there is nothing to give back. Which port it is cannot be foreseen
 * (RFC 6056, 3.3.1).
 *
 * <p>At most {@value #TRIES} are tried. While less than nine tenths are taken, one in 5 · 10¹¹
 * connections finds none; of the last free ports some are missed.
 */
final class LocalAddresses {
  static final int FIRST_PORT = 1024;
  static final int PORTS = 65536 - FIRST_PORT;
  static final int TRIES = 256;

  private final ConnectionTable table;
  private final ConnectionKey reply = new ConnectionKey();
  private long[] v4 = {}; // first and second half of each
  private long[] v6 = {};
  private long random;
  private long exhausted;

  LocalAddresses(ConnectionTable table, long seed) {
    this.table = table;
    this.random = seed;
  }

  /** From now on new connections have these; those that have others keep them. */
  void set(Collection<InetAddress> addresses) {
    v4 = halves(addresses, false);
    v6 = halves(addresses, true);
  }

  private static long[] halves(Collection<InetAddress> addresses, boolean ipv6) {
    return addresses.stream()
        .filter(each -> each instanceof Inet6Address == ipv6)
        .flatMapToLong(each -> LongStream.of(Ip.high(each), Ip.low(each)))
        .toArray();
  }

  /** Whether there is an address of a family. */
  boolean has(boolean ipv6) {
    return (ipv6 ? v6 : v4).length > 0;
  }

  /** How many connections could not be made for want of a free port. */
  long exhausted() {
    return exhausted;
  }

  /**
   * Gives a connection that is not yet hashed its local end.
   *
   * @return false if no free port was found
   */
  boolean assign(int connection) {
    boolean six = table.has(connection, ConnectionTable.SERVER_IPV6);
    long[] addresses = six ? v6 : v4;
    reply
        .of(six, table.protocol(connection))
        .from(
            table.serverHigh(connection),
            table.serverLow(connection),
            table.serverPort(connection));
    for (int tries = addresses.length == 0 ? TRIES : 0; tries < TRIES; tries++) {
      long dice = next();
      int which = 2 * (int) Long.remainderUnsigned(dice >>> 32, addresses.length / 2);
      int port = FIRST_PORT + (int) Long.remainderUnsigned(dice & 0xffff_ffffL, PORTS);
      reply.to(addresses[which], addresses[which + 1], port);
      if (table.findOutgoing(reply) == ConnectionTable.NONE) {
        table.local(connection, table.numberOfLocal(addresses[which], addresses[which + 1]), port);
        return true;
      }
    }
    exhausted++;
    return false;
  }

  /** SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators). */
  private long next() {
    random += 0x9e3779b97f4a7c15L;
    long mixed = (random ^ (random >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

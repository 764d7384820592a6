package dev.lvsd.dataplane.connection;

import static dev.lvsd.dataplane.connection.ConnectionTable.FULLNAT;
import static dev.lvsd.dataplane.connection.ConnectionTable.IPV6;
import static dev.lvsd.dataplane.connection.ConnectionTable.NAT;
import static dev.lvsd.dataplane.connection.ConnectionTable.SERVER_IPV6;

/**
 * Finds connections by what a real server's packets have: protocol, its own end for nat and the
 * virtual one otherwise, and the client's end, or the local one of fullnat.
 */
final class ServerIndex extends HashIndex {
  private final ConnectionTable table;

  ServerIndex(ConnectionTable table, long seed) {
    super(seed);
    this.table = table;
  }

  /** The newest with a key. */
  int find(ConnectionKey key) {
    int each = first(hash(key));
    while (each != ConnectionTable.NONE && !matches(each, key)) {
      each = table.serverChain(each);
    }
    return each;
  }

  private boolean matches(int each, ConnectionKey key) {
    return fromLow(each) == key.sourceLow
        && toLow(each) == key.destinationLow
        && fromPort(each) == key.sourcePort
        && toPort(each) == key.destinationPort
        && fromHigh(each) == key.sourceHigh
        && toHigh(each) == key.destinationHigh
        && table.protocol(each) == key.protocol
        && table.has(each, table.has(each, NAT) ? SERVER_IPV6 : IPV6) == key.ipv6;
  }

  private long fromHigh(int each) {
    return table.has(each, NAT) ? table.serverHigh(each) : table.virtualHigh(each);
  }

  private long fromLow(int each) {
    return table.has(each, NAT) ? table.serverLow(each) : table.virtualLow(each);
  }

  private int fromPort(int each) {
    return table.has(each, NAT) ? table.serverPort(each) : table.virtualPort(each);
  }

  private long toHigh(int each) {
    return table.has(each, FULLNAT) ? table.localHigh(each) : table.clientHigh(each);
  }

  private long toLow(int each) {
    return table.has(each, FULLNAT) ? table.localLow(each) : table.clientLow(each);
  }

  private int toPort(int each) {
    return table.has(each, FULLNAT) ? table.localPort(each) : table.clientPort(each);
  }

  @Override
  int link(int connection) {
    return table.serverChain(connection);
  }

  @Override
  void link(int connection, int next) {
    table.serverChain(connection, next);
  }

  @Override
  int hashOf(int each) {
    return hash(
        fromHigh(each),
        fromLow(each),
        fromPort(each),
        toHigh(each),
        toLow(each),
        toPort(each),
        table.protocol(each));
  }
}

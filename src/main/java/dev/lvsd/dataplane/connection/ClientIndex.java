package dev.lvsd.dataplane.connection;

/** Finds connections and templates by protocol, client's end and virtual end. */
final class ClientIndex extends HashIndex {
  private final ConnectionTable table;

  ClientIndex(ConnectionTable table, long seed) {
    super(seed);
    this.table = table;
  }

  /**
   * The newest with a key.
   *
   * @param template {@link ConnectionTable#TEMPLATE} for templates, 0 for connections
   */
  int find(ConnectionKey key, int template) {
    int each = first(hash(key));
    while (each != ConnectionTable.NONE && !matches(each, key, template)) {
      each = table.clientChain(each);
    }
    return each;
  }

  private boolean matches(int each, ConnectionKey key, int template) {
    return table.clientLow(each) == key.sourceLow
        && table.virtualLow(each) == key.destinationLow
        && table.clientPort(each) == key.sourcePort
        && table.virtualPort(each) == key.destinationPort
        && table.clientHigh(each) == key.sourceHigh
        && table.virtualHigh(each) == key.destinationHigh
        && table.protocol(each) == key.protocol
        && (table.flags(each) & (ConnectionTable.TEMPLATE | ConnectionTable.IPV6))
            == (template | (key.ipv6 ? ConnectionTable.IPV6 : 0));
  }

  @Override
  int link(int connection) {
    return table.clientChain(connection);
  }

  @Override
  void link(int connection, int next) {
    table.clientChain(connection, next);
  }

  @Override
  int hashOf(int each) {
    return hash(
        table.clientHigh(each),
        table.clientLow(each),
        table.clientPort(each),
        table.virtualHigh(each),
        table.virtualLow(each),
        table.virtualPort(each),
        table.protocol(each));
  }
}

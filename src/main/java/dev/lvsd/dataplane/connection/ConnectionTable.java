package dev.lvsd.dataplane.connection;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * All connections and templates, 16 longs each, outside of Java's heap. Owner: the forwarding
 * thread.
 *
 * <p>A connection is an int, valid from {@link #create} to {@link #release}, then used again.
 * Connections are found by the client's end with the virtual end, and by the ends that a real
 * server's packets have; of equals the newest is found. Nothing here ever moves what is there, so a
 * new connection never waits long.
 *
 * <pre>
 *   0, 1   client address          8  next in both chains
 *   2, 3   virtual address         9  next and previous of the timer
 *   4, 5   server address         10  expiry, ms
 *   6      client, virtual,       11  time-out in s, packets in
 *          server, local port     12  server number, template
 *   7      protocol, state,       13  how many it controls, tick of the timer
 *          family, flags          14  number of the local address of fullnat
 *                                 15  generation, sequence number
 * </pre>
 */
public final class ConnectionTable {
  /** No connection. */
  public static final int NONE = -1;

  /** Flag: the virtual end is IPv6. */
  public static final int IPV6 = 1;

  /** Flag: the server's address is IPv6. */
  public static final int SERVER_IPV6 = 2;

  /** Flag: a persistence template. */
  public static final int TEMPLATE = 4;

  /** Flag: one packet only; never hashed. */
  public static final int ONE_PACKET = 8;

  /** Flag: counts as inactive. */
  public static final int INACTIVE = 16;

  /** Flag: nothing of the real server was seen. */
  public static final int NO_OUTPUT = 32;

  /** Flag: addresses are translated both ways. */
  public static final int NAT = 64;

  /** Flag: the client's end is translated as well. */
  public static final int FULLNAT = 128;

  /** Flag of templates: a connection that it made was established. */
  public static final int ASSURED = 256;

  /** Flag: routed by the packet's own destination, without a server. */
  public static final int BYPASS = 512;

  /** Flag: the server is told the client's end, with fullnat. */
  public static final int TOA = 1024;

  /** Memory that a connection takes, with its places in both hashes. */
  public static final int BYTES = 8 * 16 + 8;

  private static final int METHOD_SHIFT = 16;
  private static final int WORDS = 16;

  private static final int PORTS = 6;
  private static final int KIND = 7;
  private static final int CHAINS = 8;
  private static final int TIMER = 9;
  private static final int EXPIRY = 10;
  private static final int TIMEOUT = 11;
  private static final int SERVER = 12;
  private static final int CONTROL = 13;
  private static final int LOCAL = 14;
  private static final int EXTRA = 15;

  private final Room room;
  private final ClientIndex incoming;
  private final ServerIndex outgoing;
  private int count;
  private int generations;
  private long[] locals = {}; // both halves of each address

  /**
   * An empty table.
   *
   * @param seed makes the hash unforeseeable
   * @param most how many connections and templates there may be, at least 1
   */
  public ConnectionTable(long seed, int most) {
    room = new Room(WORDS, most);
    incoming = new ClientIndex(this, seed);
    outgoing = new ServerIndex(this, seed);
  }

  private long get(int connection, int word) {
    return room.get(connection, word);
  }

  private void set(int connection, int word, long value) {
    room.set(connection, word, value);
  }

  private int high(int connection, int word) {
    return (int) (get(connection, word) >>> 32);
  }

  private int low(int connection, int word) {
    return (int) get(connection, word);
  }

  private void high(int connection, int word, int value) {
    set(connection, word, ((long) value << 32) | (get(connection, word) & 0xffff_ffffL));
  }

  private void low(int connection, int word, int value) {
    set(
        connection,
        word,
        (get(connection, word) & 0xffff_ffff_0000_0000L) | (value & 0xffff_ffffL));
  }

  /**
   * Makes a connection that is not yet found by anybody.
   *
   * @param key protocol, client's and virtual end
   * @param serverHigh first half of the server's address
   * @param serverLow second half
   * @param serverPort the server's port
   * @param flags of this class
   * @param server number of the server, {@link #NONE} without one
   * @return the connection; {@link #NONE} if there is no room for more
   */
  public int create(
      ConnectionKey key, long serverHigh, long serverLow, int serverPort, int flags, int server) {
    int connection = room.take();
    if (connection == NONE) {
      return NONE;
    }
    set(connection, 0, key.sourceHigh);
    set(connection, 1, key.sourceLow);
    set(connection, 2, key.destinationHigh);
    set(connection, 3, key.destinationLow);
    set(connection, 4, serverHigh);
    set(connection, 5, serverLow);
    set(
        connection,
        PORTS,
        ((long) key.sourcePort << 48)
            | ((long) key.destinationPort << 32)
            | ((long) serverPort << 16));
    int kind = flags | (key.ipv6 ? IPV6 : 0);
    set(connection, KIND, ((long) key.protocol << 56) | kind);
    set(connection, CHAINS, -1L);
    generations = generations == -1 ? 1 : generations + 1;
    set(connection, EXTRA, (long) generations << 32);
    set(connection, TIMER, ((long) NONE << 32) | (TimerWheel.UNLINKED & 0xffff_ffffL));
    set(connection, SERVER, ((long) server << 32) | (NONE & 0xffff_ffffL));
    count++;
    return connection;
  }

  /**
   * Lets a connection be found.
   *
   * @param connection not yet hashed
   */
  public void hash(int connection) {
    incoming.insert(connection);
    if (!has(connection, TEMPLATE)) {
      outgoing.insert(connection);
    }
  }

  /**
   * Lets a connection be found no more.
   *
   * @param connection that was hashed
   */
  public void unhash(int connection) {
    incoming.remove(connection);
    if (!has(connection, TEMPLATE)) {
      outgoing.remove(connection);
    }
  }

  /**
   * Gives the room of a connection back.
   *
   * @param connection neither hashed nor timed
   */
  public void release(int connection) {
    room.giveBack(connection); // protocol 0 without the template flag: unused; no generation
    count--;
  }

  /**
   * Finds the connection of a client's packet.
   *
   * @param key source is the client's end, destination the virtual one
   * @return {@link #NONE} if there is none
   */
  public int findIncoming(ConnectionKey key) {
    return incoming.find(key, 0);
  }

  /**
   * Finds a template.
   *
   * @param key source is the client's network with port 0, destination the virtual end or the mark
   * @return {@link #NONE} if there is none
   */
  public int findTemplate(ConnectionKey key) {
    return incoming.find(key, TEMPLATE);
  }

  /**
   * Finds the connection of a real server's packet.
   *
   * @param key source is the server's end for nat and the virtual end otherwise, destination the
   *     client's end, or the local one of fullnat
   * @return {@link #NONE} if there is none
   */
  public int findOutgoing(ConnectionKey key) {
    return outgoing.find(key);
  }

  /**
   * Visits every connection and template, oldest room first.
   *
   * @param visitor may release the connection that it was given, and no other
   */
  public void forEach(IntConsumer visitor) {
    for (int each = 0; each < room.used(); each++) {
      if (isUsed(each)) {
        visitor.accept(each);
      }
    }
  }

  private boolean isUsed(int connection) {
    return get(connection, KIND) != 0;
  }

  /**
   * Number of connections and templates.
   *
   * @return those that were made and not yet released
   */
  public int count() {
    return count;
  }

  /**
   * How often there was no room for one more.
   *
   * @return since the table was made
   */
  public long refused() {
    return room.refused();
  }

  /**
   * Number of hash buckets by the client's end.
   *
   * @return at least 256
   */
  public int buckets() {
    return incoming.buckets();
  }

  /**
   * Bytes that were taken, and are kept when connections end.
   *
   * @return of connections and both hashes
   */
  public long bytes() {
    return room.bytes() + incoming.bytes() + outgoing.bytes();
  }

  /**
   * Whether a flag is set.
   *
   * @param connection which
   * @param flag one of this class
   * @return true if it is
   */
  public boolean has(int connection, int flag) {
    return (get(connection, KIND) & flag) != 0;
  }

  /**
   * All flags.
   *
   * @param connection which
   * @return of this class
   */
  public int flags(int connection) {
    return low(connection, KIND);
  }

  /**
   * Sets or clears a flag that hashes do not depend on.
   *
   * @param connection which
   * @param flag one of this class
   * @param on what it is from now on
   */
  public void flag(int connection, int flag, boolean on) {
    low(connection, KIND, on ? flags(connection) | flag : flags(connection) & ~flag);
  }

  /**
   * Number of the forwarding method that the connection was made with.
   *
   * @param connection which
   * @return as it was set, 0 at first
   */
  public int method(int connection) {
    return (flags(connection) >>> METHOD_SHIFT) & 7;
  }

  /**
   * Sets the number of the forwarding method, once.
   *
   * @param connection which
   * @param method 0 to 7
   */
  public void method(int connection, int method) {
    low(connection, KIND, flags(connection) | (method << METHOD_SHIFT));
  }

  /**
   * Transport protocol.
   *
   * @param connection which
   * @return its number; 0 for templates of firewall marks
   */
  public int protocol(int connection) {
    return (int) (get(connection, KIND) >>> 56);
  }

  /**
   * State of the protocol's machine.
   *
   * @param connection which
   * @return 0 at first
   */
  public int state(int connection) {
    return (int) (get(connection, KIND) >>> 48) & 0xff;
  }

  /**
   * Sets the state.
   *
   * @param connection which
   * @param state of the protocol's machine
   */
  public void state(int connection, int state) {
    set(connection, KIND, (get(connection, KIND) & 0xff00_ffff_ffff_ffffL) | ((long) state << 48));
  }

  /**
   * First half of the client's address.
   *
   * @param connection which
   * @return 0 for IPv4
   */
  public long clientHigh(int connection) {
    return get(connection, 0);
  }

  /**
   * Second half of the client's address.
   *
   * @param connection which
   * @return the whole address for IPv4
   */
  public long clientLow(int connection) {
    return get(connection, 1);
  }

  /**
   * Port of the client.
   *
   * @param connection which
   * @return 0 for templates
   */
  public int clientPort(int connection) {
    return (int) (get(connection, PORTS) >>> 48);
  }

  /**
   * First half of the virtual address.
   *
   * @param connection which
   * @return 0 for IPv4
   */
  public long virtualHigh(int connection) {
    return get(connection, 2);
  }

  /**
   * Second half of the virtual address.
   *
   * @param connection which
   * @return the whole address for IPv4, or the mark
   */
  public long virtualLow(int connection) {
    return get(connection, 3);
  }

  /**
   * Virtual port.
   *
   * @param connection which
   * @return 16 bits
   */
  public int virtualPort(int connection) {
    return (int) (get(connection, PORTS) >>> 32) & 0xffff;
  }

  /**
   * First half of the server's address.
   *
   * @param connection which
   * @return 0 for IPv4
   */
  public long serverHigh(int connection) {
    return get(connection, 4);
  }

  /**
   * Second half of the server's address.
   *
   * @param connection which
   * @return the whole address for IPv4
   */
  public long serverLow(int connection) {
    return get(connection, 5);
  }

  /**
   * Port of the server.
   *
   * @param connection which
   * @return 16 bits
   */
  public int serverPort(int connection) {
    return (int) (get(connection, PORTS) >>> 16) & 0xffff;
  }

  /**
   * First half of the director's own address towards the server, with fullnat.
   *
   * @param connection which
   * @return 0 for IPv4
   */
  public long localHigh(int connection) {
    return locals[2 * (int) get(connection, LOCAL)];
  }

  /**
   * Second half of the director's own address towards the server.
   *
   * @param connection which
   * @return the whole address for IPv4
   */
  public long localLow(int connection) {
    return locals[2 * (int) get(connection, LOCAL) + 1];
  }

  /**
   * The director's own port towards the server.
   *
   * @param connection which
   * @return 16 bits
   */
  public int localPort(int connection) {
    return (int) get(connection, PORTS) & 0xffff;
  }

  /**
   * The number of a local address, which is kept for ever: connections may have it.
   *
   * @param addressHigh first half of the address
   * @param addressLow second half
   * @return the same for the same address
   */
  public int numberOfLocal(long addressHigh, long addressLow) {
    int number = 0;
    while (2 * number < locals.length) {
      if (locals[2 * number] == addressHigh && locals[2 * number + 1] == addressLow) {
        return number;
      }
      number++;
    }
    locals = Arrays.copyOf(locals, locals.length + 2);
    locals[2 * number] = addressHigh;
    locals[2 * number + 1] = addressLow;
    return number;
  }

  /**
   * Sets the director's own end; before the connection is hashed.
   *
   * @param connection which
   * @param address as {@link #numberOfLocal} says
   * @param port 16 bits
   */
  public void local(int connection, int address, int port) {
    set(connection, LOCAL, address);
    set(connection, PORTS, (get(connection, PORTS) & ~0xffffL) | port);
  }

  /**
   * Makes a template useless to those who look for one; the old server's connections end by
   * themselves.
   *
   * @param connection a template that is not hashed at the moment
   * @param virtualPort 65535 on kernels that change it, or as it was
   */
  public void spoil(int connection, int virtualPort) {
    set(
        connection,
        PORTS,
        ((long) clientPort(connection) << 48) | ((long) virtualPort << 32) | (0xffffL << 16));
  }

  /**
   * Number of the server.
   *
   * @param connection which
   * @return {@link #NONE} without one
   */
  public int server(int connection) {
    return high(connection, SERVER);
  }

  /**
   * The template that made the connection.
   *
   * @param connection which
   * @return {@link #NONE} without one
   */
  public int template(int connection) {
    return low(connection, SERVER);
  }

  /**
   * Puts a connection under a template, or takes it away.
   *
   * @param connection which
   * @param template {@link #NONE} takes it away
   */
  public void template(int connection, int template) {
    int before = template(connection);
    if (before != NONE) {
      high(before, CONTROL, controlled(before) - 1);
    }
    if (template != NONE) {
      high(template, CONTROL, controlled(template) + 1);
    }
    low(connection, SERVER, template);
  }

  /**
   * How many connections a template controls.
   *
   * @param template which
   * @return 0 for connections
   */
  public int controlled(int template) {
    return high(template, CONTROL);
  }

  /**
   * Time that the connection lasts after its last packet.
   *
   * @param connection which
   * @return seconds, unsigned 32 bits
   */
  public long timeoutSeconds(int connection) {
    return high(connection, TIMEOUT) & 0xffff_ffffL;
  }

  /**
   * Sets the time that the connection lasts; counts from its next packet on.
   *
   * @param connection which
   * @param seconds unsigned 32 bits
   */
  public void timeoutSeconds(int connection, long seconds) {
    high(connection, TIMEOUT, (int) seconds);
  }

  /**
   * Packets from the client.
   *
   * @param connection which
   * @return wraps at 32 bits
   */
  public int packetsIn(int connection) {
    return low(connection, TIMEOUT);
  }

  /**
   * Counts a packet from the client.
   *
   * @param connection which
   */
  public void countPacketIn(int connection) {
    low(connection, TIMEOUT, packetsIn(connection) + 1);
  }

  /**
   * When the connection ends unless something comes.
   *
   * @param connection which
   * @return ms
   */
  public long expiresAtMs(int connection) {
    return get(connection, EXPIRY);
  }

  void expiresAtMs(int connection, long ms) {
    set(connection, EXPIRY, ms);
  }

  /**
   * Tells a connection from others that had its room before.
   *
   * @param connection which
   * @return repeats after 2³² connections
   */
  public int generation(int connection) {
    return high(connection, EXTRA);
  }

  /**
   * A sequence number that goes with the connection.
   *
   * @param connection which
   * @return 32 bits, 0 at first
   */
  public int sequence(int connection) {
    return low(connection, EXTRA);
  }

  /**
   * Keeps a sequence number.
   *
   * @param connection which
   * @param sequence 32 bits
   */
  public void sequence(int connection, int sequence) {
    low(connection, EXTRA, sequence);
  }

  int clientChain(int connection) {
    return high(connection, CHAINS);
  }

  void clientChain(int connection, int next) {
    high(connection, CHAINS, next);
  }

  int serverChain(int connection) {
    return low(connection, CHAINS);
  }

  void serverChain(int connection, int next) {
    low(connection, CHAINS, next);
  }

  int timerNext(int connection) {
    return high(connection, TIMER);
  }

  void timerNext(int connection, int next) {
    high(connection, TIMER, next);
  }

  int timerPrevious(int connection) {
    return low(connection, TIMER);
  }

  void timerPrevious(int connection, int previous) {
    low(connection, TIMER, previous);
  }

  int timerTick(int connection) {
    return low(connection, CONTROL);
  }

  void timerTick(int connection, int tick) {
    low(connection, CONTROL, tick);
  }
}

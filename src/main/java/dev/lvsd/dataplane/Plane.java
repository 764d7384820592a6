package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.connection.ConnectionTable.NONE;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.connection.SctpStates;
import dev.lvsd.dataplane.connection.TcpStates;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * A director: takes each packet that reaches the host, and says what becomes of it. Owner: the
 * forwarding thread, which is the only one to call anything here.
 *
 * <p>A packet of a server is looked for first, then one of a client, as on the kernel's way into
 * the host. Time is given with each call, in ms from any origin, and never goes back.
 */
public final class Plane {
  /** Bytes that a buffer must have before each packet, for the outer headers of tunnels. */
  public static final int HEADROOM = Forwarder.headroom();

  private static final int KEY_EXCHANGE_PORT = 500;

  private final IpPacket packet = new IpPacket();
  private final ConnectionKey key = new ConnectionKey();
  private final Verdict verdict = new Verdict();
  private final SysctlValues sysctls = new SysctlValues();
  private final Traffic traffic = new Traffic();
  private final Connections connections;
  private final ConnectionTable table;
  private final FragmentTable fragments;
  private final Forwarder forwarder;
  private final Admission admission;
  private final RelatedErrors related;
  private final Directory directory;
  private long estimateAtMs;

  /**
   * A director without services.
   *
   * @param accounting which kernels to follow where they differ
   * @param routes the host's routing
   * @param seed of hashes and random numbers
   * @param nowMs the time
   */
  public Plane(Accounting accounting, Routes routes, long seed, long nowMs) {
    Servers servers = new Servers(accounting);
    ServiceTable services = new ServiceTable();
    IcmpErrors errors = new IcmpErrors(routes);
    connections = new Connections(servers, seed, nowMs);
    table = connections.table();
    fragments = new FragmentTable(table);
    forwarder = new Forwarder(connections, routes, errors);
    admission = new Admission(services, connections, errors, routes, traffic, accounting);
    related = new RelatedErrors(connections, forwarder, traffic, accounting);
    directory = new Directory(services, servers, connections, traffic, sysctls, accounting, seed);
    estimateAtMs = nowMs + Counters.INTERVAL_MS;
  }

  /**
   * A setting.
   *
   * @param sysctl which
   * @return its value
   */
  public int get(Sysctl sysctl) {
    return sysctls.get(sysctl);
  }

  /** What an operator sees and changes. */
  Directory directory() {
    return directory;
  }

  /**
   * Changes a setting; it counts from the next packet on.
   *
   * @param sysctl which
   * @param value as it would be written to its file
   */
  public void set(Sysctl sysctl, int value) {
    sysctls.set(sysctl, value);
    forwarder.pathMtuDiscovery(sysctls.isOn(Sysctl.PMTU_DISC));
    connections.secure(sysctls.get(Sysctl.SECURE_TCP) >= 2);
  }

  /**
   * Sets the director's own addresses, which fullnat puts in place of clients. Packets to them have
   * to reach {@link #process}. Connections that have an address which is no longer among them keep
   * it until they end.
   *
   * @param addresses of either family; a server by fullnat needs one of its own family
   */
  public void localAddresses(Collection<InetAddress> addresses) {
    connections.locals().set(addresses);
  }

  /**
   * How many connections were refused because fullnat found no free port of a local address.
   *
   * @return since the plane was made
   */
  public long localPortsExhausted() {
    return connections.locals().exhausted();
  }

  /**
   * How many connections and templates there are.
   *
   * @return those that have not ended yet
   */
  public int connections() {
    return table.count();
  }

  /**
   * How many connections were refused because the table is full: it takes up to half of the memory
   * that Java may take, 144 bytes for each.
   *
   * @return since the plane was made
   */
  public long tableFull() {
    return table.refused();
  }

  /**
   * Lets time go by: connections end, rates are computed, caches forget. To be called often, and
   * again at once if it says so.
   *
   * @param nowMs the time
   * @param atMost how many connections may end in this call
   * @return true if as many ended and more may be due
   */
  public boolean advance(long nowMs, int atMost) {
    int ended = connections.advance(nowMs, atMost);
    while (nowMs >= estimateAtMs) {
      if (sysctls.isOn(Sysctl.RUN_ESTIMATION)) {
        directory.estimate();
      }
      estimateAtMs += Counters.INTERVAL_MS;
    }
    directory.advance(nowMs);
    return ended == atMost;
  }

  /**
   * Says what becomes of a finished packet, and rewrites it where it stands.
   *
   * @param buffer big-endian; {@link #HEADROOM} bytes before the packet may be written
   * @param at first byte of the IP header
   * @param end first byte behind the packet
   * @param mark firewall mark, 0 without one
   * @param nowMs the time
   * @return what to do; valid until the next call
   */
  public Verdict process(ByteBuffer buffer, int at, int end, int mark, long nowMs) {
    return process(buffer, at, end, false, 0, mark, nowMs);
  }

  /**
   * Says what becomes of a packet, and rewrites it where it stands. What its sender left undone
   * stays undone.
   *
   * @param buffer big-endian; {@link #HEADROOM} bytes before the packet may be written
   * @param at first byte of the IP header
   * @param end first byte behind the packet
   * @param partialChecksum whether the checksum of TCP or UDP is the sum of the pseudo header
   * @param segmentSize bytes of payload in each segment that it is to become, or 0
   * @param mark firewall mark, 0 without one
   * @param nowMs the time
   * @return what to do; valid until the next call
   */
  public Verdict process(
      ByteBuffer buffer,
      int at,
      int end,
      boolean partialChecksum,
      int segmentSize,
      int mark,
      long nowMs) {
    connections.now(nowMs);
    if (!packet.wrap(buffer, at, end)) {
      return verdict.drop();
    }
    packet.unfinished(partialChecksum, segmentSize);
    if (packet.fragmentOffset() != 0) {
      return laterFragment(nowMs);
    }
    if (RelatedErrors.isIcmp(packet)) {
      return related.handle(packet, verdict);
    }
    boolean known = Connections.machine(packet.protocol()) != null;
    if (!known && !isSecured()) {
      return verdict.pass();
    }
    if (known && !packet.hasPorts()) {
      return verdict.drop();
    }
    int connection = table.findOutgoing(keyOfPacket(known));
    if (connection != NONE) {
      remember(connection, true, nowMs);
      return fromServer(connection);
    }
    return incoming(table.findIncoming(keyOfPacket(known)), known, mark, nowMs);
  }

  /** AH and ESP follow the key exchange of their ends. */
  private boolean isSecured() {
    return packet.protocol() == IpProtocols.AH || packet.protocol() == IpProtocols.ESP;
  }

  private ConnectionKey keyOfPacket(boolean known) {
    return known
        ? key.of(packet)
        : key.of(packet, IpProtocols.UDP, KEY_EXCHANGE_PORT, KEY_EXCHANGE_PORT);
  }

  private void remember(int connection, boolean output, long nowMs) {
    if (packet.isFragment()) {
      fragments.remember(packet, connection, output, nowMs);
    }
  }

  private Verdict laterFragment(long nowMs) {
    int found = fragments.lookUp(packet, nowMs);
    if (found < 0) {
      return verdict.pass();
    }
    int connection = found >> 1;
    if ((found & 1) != 0) {
      return fromServer(connection);
    }
    traffic.in(connections.server(connection), packet.length());
    return forwarder.toServer(packet, connection, verdict);
  }

  private Verdict fromServer(int connection) {
    RealServer server = connections.server(connection);
    int bytes = packet.length();
    if (table.has(connection, ConnectionTable.NAT)) {
      forwarder.toClient(packet, connection, verdict);
    } else {
      verdict.pass();
    }
    if (verdict.kind() != Verdict.Kind.ANSWER) {
      traffic.out(server, bytes);
      connections.follow(connection, packet, true);
      connections.touch(connection);
    }
    return verdict;
  }

  private Verdict incoming(int found, boolean known, int mark, long nowMs) {
    int connection = found;
    if (connection != NONE && isToBeReplaced(connection)) {
      connections.expireSoon(connection);
      connection = NONE;
    }
    if (connection != NONE && isWithoutServer(connection)) {
      if (!sysctls.isOn(Sysctl.EXPIRE_NODEST_CONN)) {
        return verdict.drop();
      }
      connections.expireSoon(connection);
      connection = NONE;
    }
    if (connection == NONE) {
      connection = known ? admission.admit(packet, mark, sysctls, nowMs, verdict) : NONE;
      if (connection == NONE) {
        return verdict.pass();
      } else if (connection == Admission.DECIDED) {
        return verdict;
      }
    }
    if (forwarder.mustBeCut(packet, connection)) {
      return verdict.cut();
    }
    remember(connection, false, nowMs);
    traffic.in(connections.server(connection), packet.length());
    connections.follow(connection, packet, false);
    forwarder.toServer(packet, connection, verdict);
    countAnswer(connection);
    table.countPacketIn(connection);
    connections.touch(connection);
    return verdict;
  }

  /** The kernel takes its own errors about dr and tunnel connections for packets of the server. */
  private void countAnswer(int connection) {
    if (verdict.kind() == Verdict.Kind.ANSWER && !table.has(connection, ConnectionTable.NAT)) {
      traffic.out(connections.server(connection), verdict.end() - verdict.at());
    }
  }

  private boolean isWithoutServer(int connection) {
    RealServer server = connections.server(connection);
    return server != null && !server.isAvailable();
  }

  /**
   * A packet that begins a connection, and meets one that has ended, or whose server is quiesced.
   */
  private boolean isToBeReplaced(int connection) {
    if (!isNew()) {
      return false;
    }
    RealServer server = connections.server(connection);
    if (sysctls.isOn(Sysctl.EXPIRE_NODEST_CONN) && server != null && server.weight() == 0) {
      return true;
    }
    int mode = sysctls.get(Sysctl.CONN_REUSE_MODE);
    if (mode == 0 || table.template(connection) != NONE) {
      return false;
    }
    int state = table.state(connection);
    if (table.protocol(connection) == IpProtocols.SCTP) {
      return state == SctpStates.CLOSED;
    }
    return state == TcpStates.TIME_WAIT
        || state == TcpStates.CLOSE
        || ((mode & 2) != 0
            && state == TcpStates.FIN_WAIT
            && table.has(connection, ConnectionTable.NO_OUTPUT));
  }

  private boolean isNew() {
    return switch (packet.protocol()) {
      case IpProtocols.TCP -> packet.hasTransport() && (packet.tcp().flags() & TcpHeader.SYN) != 0;
      case IpProtocols.SCTP ->
          packet.hasTransport() && packet.sctp().firstChunk() == SctpHeader.INIT;
      default -> false;
    };
  }
}

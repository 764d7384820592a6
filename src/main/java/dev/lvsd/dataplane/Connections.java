package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.connection.ConnectionTable.ASSURED;
import static dev.lvsd.dataplane.connection.ConnectionTable.BYPASS;
import static dev.lvsd.dataplane.connection.ConnectionTable.FULLNAT;
import static dev.lvsd.dataplane.connection.ConnectionTable.INACTIVE;
import static dev.lvsd.dataplane.connection.ConnectionTable.NAT;
import static dev.lvsd.dataplane.connection.ConnectionTable.NONE;
import static dev.lvsd.dataplane.connection.ConnectionTable.NO_OUTPUT;
import static dev.lvsd.dataplane.connection.ConnectionTable.ONE_PACKET;
import static dev.lvsd.dataplane.connection.ConnectionTable.SERVER_IPV6;
import static dev.lvsd.dataplane.connection.ConnectionTable.TEMPLATE;
import static dev.lvsd.dataplane.connection.ConnectionTable.TOA;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.connection.Direction;
import dev.lvsd.dataplane.connection.SctpStates;
import dev.lvsd.dataplane.connection.StateMachine;
import dev.lvsd.dataplane.connection.TcpStates;
import dev.lvsd.dataplane.connection.TimerWheel;
import dev.lvsd.dataplane.connection.UdpStates;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Timeouts;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of connections and templates: made, moved from state to state, ended; and what servers
 * count of it. Owner: the forwarding thread.
 *
 * @see "net/netfilter/ipvs/ip_vs_conn.c: ip_vs_conn_new(), ip_vs_conn_expire()"
 */
final class Connections {
  static final int METHOD_NAT = 0;
  static final int METHOD_LOCAL = 1;
  static final int METHOD_TUNNEL = 2;
  static final int METHOD_DR = 3;
  static final int METHOD_BYPASS = 4;
  static final int METHOD_FULLNAT = 5;

  private static final long NEW_SECONDS = 3;
  private static final long CONTROLLING_SECONDS = 60;

  private final ConnectionTable table;
  private final TimerWheel wheel;
  private final Servers servers;
  private final LocalAddresses locals;
  private final IntConsumer expire = this::expire;
  private Timeouts timeouts = new Timeouts(900, 120, 300);
  private boolean secure;
  private long nowMs;

  Connections(Servers servers, long seed, long nowMs) {
    this.servers = servers;
    this.nowMs = nowMs;
    table = new ConnectionTable(seed, most());
    wheel = new TimerWheel(table, nowMs);
    locals = new LocalAddresses(table, seed);
  }

  /** As many as fit into half of what Java may take outside of its heap. */
  private static int most() {
    long bytes = Runtime.getRuntime().maxMemory() / 2;
    return (int) Math.min(bytes / ConnectionTable.BYTES, 1 << 27);
  }

  ConnectionTable table() {
    return table;
  }

  /** What fullnat puts in place of clients. */
  LocalAddresses locals() {
    return locals;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  void timeouts(Timeouts wanted) {
    timeouts = wanted;
  }

  void secure(boolean on) {
    secure = on;
  }

  /** Lets time go by; ends at most {@code atMost} connections. */
  int advance(long now, int atMost) {
    nowMs = now;
    return wheel.advance(now, atMost, expire);
  }

  /** Tells the time without ending anything. */
  void now(long now) {
    nowMs = now;
  }

  /**
   * Makes a connection or template, which is found from then on, unless it is for one packet.
   *
   * @param server null for one that is routed by the packet's own destination
   * @return {@link ConnectionTable#NONE} if there is no room for it, or no local port for fullnat
   */
  int create(ConnectionKey key, @Nullable RealServer server, int serverPort, int flags) {
    int made;
    if (server == null) {
      made = table.create(key, 0, 0, 0, flags | INACTIVE | BYPASS | NO_OUTPUT, NONE);
      if (made == NONE) {
        return NONE;
      }
      table.method(made, METHOD_BYPASS);
    } else {
      int all = flags | ofMethod(server.method()) | INACTIVE | (server.ipv6 ? SERVER_IPV6 : 0);
      all = (all & FULLNAT) == 0 ? all & ~TOA : all;
      made = table.create(key, server.high, server.low, serverPort, all, server.number);
      if (made == NONE) {
        return NONE;
      }
      if ((all & (FULLNAT | TEMPLATE)) == FULLNAT && !locals.assign(made)) {
        table.release(made);
        return NONE;
      }
      table.method(made, methodNumber(server.method()));
      if ((flags & TEMPLATE) != 0) {
        server.boundTemplate();
      } else {
        server.bound();
      }
    }
    table.timeoutSeconds(made, NEW_SECONDS);
    if ((flags & ONE_PACKET) == 0) {
      table.hash(made);
    }
    return made;
  }

  private static int ofMethod(ForwardingMethod method) {
    return switch (method) {
      case NAT -> NAT;
      case FULLNAT -> NAT | FULLNAT;
      default -> NO_OUTPUT;
    };
  }

  /** The kernel's number of a method; fullnat has none there. */
  private static int methodNumber(ForwardingMethod method) {
    return switch (method) {
      case NAT, UNKNOWN -> METHOD_NAT;
      case LOCAL -> METHOD_LOCAL;
      case TUNNEL -> METHOD_TUNNEL;
      case DR -> METHOD_DR;
      case BYPASS -> METHOD_BYPASS;
      case FULLNAT -> METHOD_FULLNAT;
    };
  }

  @Nullable RealServer server(int connection) {
    return servers.get(table.server(connection));
  }

  /** The machine of a protocol; null for protocols without states. */
  static @Nullable StateMachine machine(int protocol) {
    return switch (protocol) {
      case IpProtocols.TCP -> TcpStates.INSTANCE;
      case IpProtocols.UDP -> UdpStates.INSTANCE;
      case IpProtocols.SCTP -> SctpStates.INSTANCE;
      default -> null;
    };
  }

  /** Moves a connection to the state that a packet leads to. */
  void follow(int connection, IpPacket packet, boolean output) {
    StateMachine machine = machine(packet.protocol());
    if (machine == null || !packet.hasTransport()) {
      return;
    }
    if (machine == UdpStates.INSTANCE) {
      table.timeoutSeconds(connection, timeouts.udpSeconds());
      if (output) {
        assureTemplate(connection);
      }
      return;
    }
    int event =
        machine == TcpStates.INSTANCE
            ? TcpStates.event(packet.tcp().flags())
            : SctpStates.event(packet.sctp().firstChunk(), packet.sctp().secondChunk());
    int before = table.state(connection);
    int after = machine.next(direction(connection, output), event, before, secure);
    if (after != before) {
      count(connection, machine.isActive(after));
      if (after == established(machine)) {
        assureTemplate(connection);
      }
    }
    table.state(connection, after);
    table.timeoutSeconds(connection, timeoutSeconds(machine, after));
  }

  private Direction direction(int connection, boolean output) {
    if (!table.has(connection, NO_OUTPUT)) {
      return output ? Direction.OUTPUT : Direction.INPUT;
    }
    if (output) {
      table.flag(connection, NO_OUTPUT, false);
      return Direction.OUTPUT;
    }
    return Direction.INPUT_ONLY;
  }

  private static int established(StateMachine machine) {
    return machine == TcpStates.INSTANCE ? TcpStates.ESTABLISHED : SctpStates.ESTABLISHED;
  }

  private void count(int connection, boolean active) {
    RealServer server = server(connection);
    if (server != null && active == table.has(connection, INACTIVE)) {
      if (active) {
        server.activated();
      } else {
        server.deactivated();
      }
      table.flag(connection, INACTIVE, !active);
    }
  }

  private void assureTemplate(int connection) {
    int template = table.template(connection);
    if (template != NONE) {
      table.flag(template, ASSURED, true);
    }
  }

  private long timeoutSeconds(StateMachine machine, int state) {
    if (machine == TcpStates.INSTANCE && state == TcpStates.ESTABLISHED) {
      return timeouts.tcpSeconds();
    } else if (machine == TcpStates.INSTANCE && state == TcpStates.FIN_WAIT) {
      return timeouts.tcpFinSeconds();
    }
    return machine.timeoutSeconds(state);
  }

  /** A packet came: the time of the connection begins anew. A connection for one packet ends. */
  void touch(int connection) {
    if (table.has(connection, ONE_PACKET)) {
      end(connection);
    } else {
      wheel.expireAt(connection, nowMs + table.timeoutSeconds(connection) * 1000);
    }
  }

  /** Ends a connection at the next {@link #advance}; until then its server counts it. */
  void expireSoon(int connection) {
    wheel.expireAt(connection, nowMs);
  }

  private void expire(int connection) {
    if (table.controlled(connection) > 0) {
      table.timeoutSeconds(connection, CONTROLLING_SECONDS);
      wheel.expireAt(connection, nowMs + CONTROLLING_SECONDS * 1000);
    } else {
      end(connection);
    }
  }

  private void end(int connection) {
    wheel.cancel(connection);
    if (!table.has(connection, ONE_PACKET)) {
      table.unhash(connection);
    }
    table.template(connection, NONE);
    RealServer server = server(connection);
    if (server != null && table.has(connection, TEMPLATE)) {
      server.unboundTemplate();
    } else if (server != null) {
      server.unbound(!table.has(connection, INACTIVE));
    }
    table.release(connection);
  }

  /** Makes sure that nobody finds a template any more; it ends in its own time. */
  void spoil(int template, boolean keepVirtualPort) {
    table.unhash(template);
    table.spoil(template, keepVirtualPort ? table.virtualPort(template) : 0xffff);
    table.hash(template);
  }

  /** Ends all connections whose server was removed, and then their templates. */
  void endWithoutServer() {
    table.forEach(each -> endWithoutServer(each, false));
    table.forEach(each -> endWithoutServer(each, true));
  }

  private void endWithoutServer(int connection, boolean templates) {
    RealServer server = server(connection);
    if (server != null
        && !server.isAvailable()
        && table.has(connection, TEMPLATE) == templates
        && table.controlled(connection) == 0) {
      end(connection);
    }
  }
}

/**
 * Connections and persistence templates: where they are kept, how they are found, which state they
 * are in and when they end.
 *
 * <p>{@link dev.lvsd.dataplane.connection.ConnectionTable} keeps them in flat arrays, about 150
 * bytes for each; a connection is an int. {@link dev.lvsd.dataplane.connection.TimerWheel} says
 * whose time is up. State machines are pure tables. Everything mutable here belongs to the
 * forwarding thread; nothing reads a clock.
 *
 * @see "net/netfilter/ipvs/ip_vs_conn.c, ip_vs_proto_tcp.c, ip_vs_proto_udp.c, ip_vs_proto_sctp.c"
 */
@NullMarked
package dev.lvsd.dataplane.connection;

import org.jspecify.annotations.NullMarked;

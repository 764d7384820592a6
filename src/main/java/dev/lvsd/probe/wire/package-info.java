/**
 * The director's end of the wire, by packet sockets, raw sockets and route netlink; and the packets
 * that are sent and expected there, which are pure.
 */
@NullMarked
package dev.lvsd.probe.wire;

import org.jspecify.annotations.NullMarked;

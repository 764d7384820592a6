package dev.lvsd.dataplane.io.route;

import java.net.InetAddress;

/**
 * Which way the host sends packets to one address.
 *
 * @param local whether they stay on the host
 * @param mtu longest packet in bytes; 0 without a route
 * @param sourceHigh first half of the host's address on the way; 0 if it has none
 * @param sourceLow second half of it, or the IPv4 address
 * @param index the interface; 0 without a route
 * @param hop where they go on the link: the address itself, or a router
 */
record Way(boolean local, int mtu, long sourceHigh, long sourceLow, int index, InetAddress hop) {}

/**
 * A data plane in Java that behaves as the kernel's IPVS: packets in, verdicts and rewritten
 * packets out.
 *
 * <p>{@link dev.lvsd.dataplane.Plane} is the whole of it; {@link dev.lvsd.dataplane.DataplaneIpvs}
 * shows it as an {@code Ipvs}. Time is a parameter, routing is asked of {@link
 * dev.lvsd.dataplane.Routes}, and nothing here does input or output, reads a clock or starts a
 * thread: everything belongs to the forwarding thread. No packet allocates.
 *
 * <p>Of the kernel's behaviour is not mirrored:
 *
 * <ul>
 *   <li>sync daemons, the helper for FTP data connections, persistence engine sip (refused);
 *   <li>sysctls drop_entry, nat_icmp_send, schedule_icmp, ignore_tunneled, snat_reroute, conntrack,
 *       backup_only, and the modes of drop_packet and secure_tcp that look at free memory;
 *   <li>reassembly: fragments follow the connection of their first one, each counts as a packet,
 *       and those that come before the first are passed on; a UDP checksum of 0 stays 0 in
 *       fragments;
 *   <li>ICMP errors about the director's own tunnel packets, limits on the rate of ICMP errors, and
 *       the identification of packets that the plane makes;
 *   <li>fragmentation of what is longer than the route takes, which belongs to who sends;
 *   <li>reduction of the connection table when connections end;
 *   <li>the flow label of ICMPv6 errors; a table without a bound: this one refuses connections when
 *       it has half of the memory that Java may take.
 * </ul>
 *
 * <p>Beyond the kernel there is fullnat: local addresses of the director take the place of clients,
 * and servers may be told the client by TOA. Replies reach the director without being its router.
 * One-packet services by fullnat get no replies, as by nat; an IPv6 client has no way to an IPv4
 * server.
 *
 * @see "net/netfilter/ipvs/ip_vs_core.c, ip_vs_xmit.c"
 */
@NullMarked
package dev.lvsd.dataplane;

import org.jspecify.annotations.NullMarked;

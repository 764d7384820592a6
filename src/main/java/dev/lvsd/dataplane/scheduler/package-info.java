/**
 * Who gets a new connection: the kernel's schedulers, pick for pick.
 *
 * <p>One class for each algorithm, listed in {@link dev.lvsd.dataplane.scheduler.Schedulers}. A
 * scheduler sees a list of {@link dev.lvsd.dataplane.scheduler.Destination}s, newest first, and of
 * a packet its addresses and ports, a {@link dev.lvsd.dataplane.scheduler.Flow}; time is part of
 * the flow. Everything here belongs to the forwarding thread. Imports {@code java.*} and {@code
 * model}; knows nothing of packets, sockets and clocks.
 *
 * <p>Not mirrored: the random numbers of twos (seeded here), tables of mh on 32-bit kernels, and
 * kernels built with another table size for sh or mh than the default.
 *
 * @see "net/netfilter/ipvs/ip_vs_rr.c and its siblings"
 */
@NullMarked
package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.NullMarked;

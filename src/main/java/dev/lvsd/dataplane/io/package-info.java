/**
 * The Java data plane on a real host: packets come through a TUN device, and go on by the host's
 * own routing or, for direct routing, straight to a neighbour.
 *
 * <pre>
 *   client ─► eth0 ─► host: VIP dev lvsd0 ─► lvsd0 ─► Forwarding: Plane ─┬─► lvsd0 ─► host's routes
 *   server ─► eth1 ─► host: rule from RIP ─► lvsd0 ─►                    └─► packet socket (dr)
 * </pre>
 *
 * <p>{@link dev.lvsd.dataplane.io.RunningPlane} is the whole of it. Three kinds of thread: the
 * forwarding thread owns the plane and allocates nothing per packet; the steering thread owns
 * routes, rules and neighbours; whoever calls waits for them, with a deadline.
 *
 * <p>Beside what {@link dev.lvsd.dataplane} does not mirror:
 *
 * <ul>
 *   <li>firewall marks: the host does not hand them over, so such services get no packets;
 *   <li>services on an address that is the host's own already, and nat for clients on the host
 *       itself;
 *   <li>packets by dr that are longer than the server's link takes and may be fragmented: they are
 *       dropped.
 * </ul>
 */
@NullMarked
package dev.lvsd.dataplane.io;

import org.jspecify.annotations.NullMarked;

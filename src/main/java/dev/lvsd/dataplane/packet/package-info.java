/**
 * Views of packet headers over one borrowed buffer, and checksums that follow a change.
 *
 * <p>A view is made once and wrapped anew for each packet; nothing here allocates per packet, keeps
 * a buffer longer than its caller does, or throws on what came from the network: {@code wrap}
 * answers false, and every accessor stays inside what {@code wrap} accepted. Addresses are two
 * longs, high and low, in network order; an IPv4 address is the low 32 bits. Imports only {@code
 * java.*}.
 */
@NullMarked
package dev.lvsd.dataplane.packet;

import org.jspecify.annotations.NullMarked;

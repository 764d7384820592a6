/**
 * What a director tells its neighbours when an address arrives: the packets, and who gets them; and
 * the ARP message, by which it also asks. Pure: the same address always gives the same bytes.
 *
 * <p>Imports only the constants of {@code linux}.
 */
@NullMarked
package dev.lvsd.host.announce;

import org.jspecify.annotations.NullMarked;

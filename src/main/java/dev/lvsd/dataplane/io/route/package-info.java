/**
 * What the Java data plane asks and changes of the host's interfaces, routes, rules and neighbours:
 * requests of route netlink, and nothing that decides.
 *
 * <p>All that is made here carries the protocol number {@link
 * dev.lvsd.dataplane.io.route.Marks#PROTOCOL}, by which it is recognised after a crash.
 */
@NullMarked
package dev.lvsd.dataplane.io.route;

import org.jspecify.annotations.NullMarked;

/**
 * Makes the table of a data plane as a definition wants it: look, plan, apply, wait for connections
 * to end, report.
 *
 * <p>Works on the contract {@code ipvs}. Must not import {@code ipvs.kernel}, {@code dataplane},
 * {@code netlink} or {@code linux}.
 */
@NullMarked
package dev.lvsd.reconcile;

import org.jspecify.annotations.NullMarked;

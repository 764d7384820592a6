/**
 * Proof from the director's side: who answers for a virtual address on the wire, and whether a real
 * server answers what the director forwards to it. Pure but for {@link dev.lvsd.probe.Prober},
 * which asks in parallel through {@link dev.lvsd.probe.Wire}, the only way out.
 *
 * <p>Must not know sockets or ssh; what is on the machines is found out by {@code remote}.
 */
@NullMarked
package dev.lvsd.probe;

import org.jspecify.annotations.NullMarked;

/**
 * Prepares and checks real servers: the virtual address on {@code lo} with the ARP settings that
 * keep it silent, and the receiving end of tunnels.
 *
 * <p>Almost everything here is pure. A {@link dev.lvsd.remote.Script} finds out what a machine
 * looks like, {@link dev.lvsd.remote.FactsReader} reads its answer, {@link
 * dev.lvsd.remote.ServerPlanner} says what must be done, and a script again does it. What acts is a
 * {@link dev.lvsd.remote.RemoteShell}; nothing else here touches a machine.
 *
 * <p>Imports {@code model} and {@code diag} only.
 */
@NullMarked
package dev.lvsd.remote;

import org.jspecify.annotations.NullMarked;

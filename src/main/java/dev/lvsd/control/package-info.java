/**
 * The control socket: lvsctl sends its command line to lvsd, which runs the same command and sends
 * back what it prints.
 *
 * <pre>
 * client                      server
 * Hello            ─────────►               what was typed, and on what kind of terminal
 *                  ◄─────────  ReadFile …   only where the command names files
 * Data, End        ─────────►
 *                  ◄─────────  Out, Err     as the command prints
 *                  ◄─────────  Exit         or, instead of all of it, Refused
 * </pre>
 *
 * <p>Files and standard input are read by the client, with the client's rights: the server never
 * opens a path that a client named. The client is made of the JDK alone, so that it starts fast;
 * the server knows who asks from the kernel (SO_PEERCRED, SO_PEERGROUPS).
 *
 * <p>May import {@code linux} and jnr-unixsocket. Knows no command, no picocli and no IPVS.
 */
@NullMarked
package dev.lvsd.control;

import org.jspecify.annotations.NullMarked;

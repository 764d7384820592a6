/**
 * {@link dev.lvsd.ipvs.Ipvs} on the kernel's own IPVS: its generic netlink family, and {@code
 * /proc/net/ip_vs_conn} for the connections.
 *
 * <p>The only public type is {@link dev.lvsd.ipvs.kernel.KernelIpvs}. A request is one small record
 * per kernel command; codecs turn attributes into records of the model and back; {@code Refusals}
 * says what an error number means for which command. {@code IpvsUapi} holds the kernel's numbers.
 *
 * <p>Must not import jnr, {@code dataplane}, {@code config} or {@code plan}.
 */
@NullMarked
package dev.lvsd.ipvs.kernel;

import org.jspecify.annotations.NullMarked;

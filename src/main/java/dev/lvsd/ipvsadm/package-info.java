/**
 * The program {@code ipvsadm}, version 1.31, byte for byte, on any {@link dev.lvsd.ipvs.Ipvs}.
 *
 * <p>{@link dev.lvsd.ipvsadm.IpvsadmProgram} is the entry. Below it a pure parser makes an {@link
 * dev.lvsd.ipvsadm.Invocation} out of a command line, pure renderers make text out of tables, and a
 * session connects the two with the data plane. What is wrong in ipvsadm is wrong here on purpose;
 * the right thing is {@code lvsctl get} and {@code lvsctl export}.
 *
 * <p>Starts often and lives briefly: few classes, no regular expressions, no formatter. Must not
 * import anything but {@code ipvs}, {@code model}, {@code diag} and the platform.
 */
@NullMarked
package dev.lvsd.ipvsadm;

import org.jspecify.annotations.NullMarked;

/**
 * A director whose packets lvsd forwards itself: the host as the Java plane needs it, and what of a
 * definition that plane cannot do.
 *
 * <p>Works on the contract {@link dev.lvsd.userspace.JavaPlane}, which begins when it is first
 * needed. Must not import {@code ipvs.kernel}, {@code netlink} or {@code linux}.
 */
@NullMarked
package dev.lvsd.userspace;

import org.jspecify.annotations.NullMarked;

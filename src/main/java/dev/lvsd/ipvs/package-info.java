/**
 * The contract of a data plane: {@link dev.lvsd.ipvs.Ipvs}, its commands and its errors.
 *
 * <p>Knows nothing of netlink, of system calls or of any implementation.
 */
@NullMarked
package dev.lvsd.ipvs;

import org.jspecify.annotations.NullMarked;

/**
 * The director itself, beside its IPVS table: modules, sysctls, addresses and their announcement.
 *
 * <p>{@link dev.lvsd.host.Host} is the contract; it says what is there and does what it is told.
 * What should be there is decided elsewhere. Must not import {@code ipvs}, {@code plan}, {@code
 * reconcile} or {@code remote}.
 */
@NullMarked
package dev.lvsd.host;

import org.jspecify.annotations.NullMarked;

/**
 * The daemon's own work: look at the director each period, repair what another has changed, back
 * off where another writer insists, and remember what happened.
 *
 * <p>One thread, {@code reconcile}, owns everything here that changes the director; others hand it
 * requests. What it looks at and repairs is behind {@link dev.lvsd.daemon.Upkeep}. Must not import
 * {@code cli}, {@code control}, {@code ipvs.kernel} or {@code linux}.
 */
@NullMarked
package dev.lvsd.daemon;

import org.jspecify.annotations.NullMarked;

/**
 * What lvsd remembers between two runs, in a directory of its own: which services it manages, what
 * was applied, and that only one apply runs at a time.
 *
 * <p>Every file is written beside its place, forced to disk and renamed, so that a reader meets the
 * old content or the new, never a part. Imports only {@code java.*}, {@code model} and {@code
 * diag}.
 */
@NullMarked
package dev.lvsd.state;

import org.jspecify.annotations.NullMarked;

/**
 * How lvsd says that something is wrong: problems with a position in a file, and exceptions that
 * say whose move it is.
 *
 * <p>Imports only {@code java.*}.
 */
@NullMarked
package dev.lvsd.diag;

import org.jspecify.annotations.NullMarked;

/**
 * From a table that somebody else made to a definition: {@link dev.lvsd.adopt.Adoption}.
 *
 * <p>Pure: takes a table, gives a text. Knows nothing of kernels and files.
 */
@NullMarked
package dev.lvsd.adopt;

import org.jspecify.annotations.NullMarked;

/**
 * From what is wanted and what is there to a list of changes, and how each of them ended.
 *
 * <p>Pure: no input or output, no clock, no thread. Does not know the data plane's contract.
 */
@NullMarked
package dev.lvsd.plan;

import org.jspecify.annotations.NullMarked;

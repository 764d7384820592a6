/**
 * The tests on real kernels, seen from the machine that starts them: containers, guests, and the
 * results that come back. Nothing here runs on a kernel under test; that is {@code
 * dev.lvsd.it.guest} and {@code dev.lvsd.it.kernel}.
 */
@NullMarked
package dev.lvsd.it;

import org.jspecify.annotations.NullMarked;

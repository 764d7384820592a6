/**
 * What runs as the one JVM on the kernel under test: it executes the tests of {@code
 * dev.lvsd.it.kernel} and writes down each result at once, so that a kernel which dies loses only
 * what it had not finished.
 */
@NullMarked
package dev.lvsd.it.guest;

import org.jspecify.annotations.NullMarked;

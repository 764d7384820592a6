/**
 * The tests that run on the kernel under test, as root, in the one JVM of a guest. Classes end in
 * {@code IT}; system properties tell where things are: {@code lvsd.basedir}, {@code lvsd.jar},
 * {@code lvsd.kernel}, and {@code lvsd.work}, a directory to write into.
 */
@NullMarked
package dev.lvsd.it.kernel;

import org.jspecify.annotations.NullMarked;

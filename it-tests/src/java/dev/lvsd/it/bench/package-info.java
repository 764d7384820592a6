/** What {@code it-tests/bench} measures inside one JVM, on the kernel that is running. */
@NullMarked
package dev.lvsd.it.bench;

import org.jspecify.annotations.NullMarked;

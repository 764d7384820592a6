/** The mains, and the wiring: the only package that chooses implementations. */
@NullMarked
package dev.lvsd.app;

import org.jspecify.annotations.NullMarked;

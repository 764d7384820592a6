/**
 * What lvsd asks of the C library: system calls, error numbers, descriptors that have an owner.
 *
 * <p>The only package that uses jnr-ffi. Imports {@code diag} and nothing else of lvsd.
 */
@NullMarked
package dev.lvsd.linux;

import org.jspecify.annotations.NullMarked;

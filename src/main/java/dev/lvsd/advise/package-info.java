/**
 * What an operator should set on a director, and why: the size of the connection table, the
 * scheduler, kernel settings, and what a look at the host means. Calculates only; what it
 * calculates with is read elsewhere. Imports only {@code java.*}, {@code model} and {@code diag}.
 */
@NullMarked
package dev.lvsd.advise;

import org.jspecify.annotations.NullMarked;

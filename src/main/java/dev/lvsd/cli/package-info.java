/**
 * The commands of {@code lvsctl}: options in, a request to {@link dev.lvsd.cli.Operations}, the
 * answer to a view.
 *
 * <p>Must not import {@code ipvs}, {@code netlink}, {@code linux} or {@code daemon}: a command does
 * not know who answers.
 */
@NullMarked
package dev.lvsd.cli;

import org.jspecify.annotations.NullMarked;

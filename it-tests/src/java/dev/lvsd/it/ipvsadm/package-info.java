/**
 * What the comparison of ipvsadm with {@code lvsctl ipvsadm} is made of: generated command lines,
 * the two programs, and what is told of the first difference.
 */
@NullMarked
package dev.lvsd.it.ipvsadm;

import org.jspecify.annotations.NullMarked;

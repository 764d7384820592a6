/**
 * What is wanted now, and the operations that change it: the history of applied definitions, read
 * back and merged with what operators said of single servers; applies that are remembered,
 * confirmed or reverted; drains that survive a restart.
 *
 * <p>Works on the contract {@code ipvs} through {@code reconcile}. Must not import {@code cli} or
 * {@code ipvs.kernel}.
 */
@NullMarked
package dev.lvsd.wanted;

import org.jspecify.annotations.NullMarked;

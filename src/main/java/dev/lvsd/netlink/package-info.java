/**
 * Netlink: attributes, messages, requests and their answers, many requests in one send; generic
 * netlink with its families, and route netlink. Knows no family in particular.
 *
 * <p>Imports {@code linux} and {@code diag}; never {@code model} or {@code ipvs}.
 */
@NullMarked
package dev.lvsd.netlink;

import org.jspecify.annotations.NullMarked;

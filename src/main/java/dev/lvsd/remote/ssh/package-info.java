/**
 * Shells on other machines by the system's {@code ssh}, and on this one.
 *
 * <p>{@code ssh} is run as a program because it alone honours what operators have configured:
 * ssh_config with Match and ProxyCommand, agents, hardware keys, jump hosts, certificates.
 */
@NullMarked
package dev.lvsd.remote.ssh;

import org.jspecify.annotations.NullMarked;

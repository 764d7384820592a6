package dev.lvsd.config;

import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Tunnel;
import java.util.Optional;

/**
 * What the servers of a service take from it.
 *
 * @param key identity of the service; empty if it was refused
 * @param port port of the service, 0 for all ports and for firewall marks; empty if it was refused
 * @param forwarding how packets get to servers that say nothing; empty if it was refused
 * @param tunnel encapsulation for servers that say nothing
 * @param persistent whether clients stay with their server
 */
record ServiceDefaults(
    Optional<ServiceKey> key,
    Optional<Integer> port,
    Optional<ForwardingMethod> forwarding,
    Tunnel tunnel,
    boolean persistent) {}

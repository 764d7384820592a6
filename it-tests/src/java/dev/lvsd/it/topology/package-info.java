/**
 * A kit for test networks: namespaces as client, director and real servers, wires between them,
 * programs and sockets inside them. Everything has a deadline and is removed by {@code close}.
 * Works as root on any Linux; knows nothing of lvsd or IPVS.
 */
@NullMarked
package dev.lvsd.it.topology;

import org.jspecify.annotations.NullMarked;

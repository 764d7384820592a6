package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import java.net.InetAddress;

/**
 * What a real server must answer.
 *
 * @param service for messages
 * @param server the real server's address
 * @param method how packets arrive
 * @param protocol the protocol
 * @param address to which packets are addressed when they reach the program: the VIP, by nat the
 *     real server's own
 * @param port the port at which they arrive; 0: any
 */
public record Served(
    String service,
    InetAddress server,
    ForwardingMethod method,
    Protocol protocol,
    InetAddress address,
    int port) {
  /** Refuses nulls. */
  public Served {
    requireNonNull(service, "service");
    requireNonNull(server, "server");
    requireNonNull(method, "method");
    requireNonNull(protocol, "protocol");
    requireNonNull(address, "address");
  }
}

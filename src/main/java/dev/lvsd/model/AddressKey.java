package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * A virtual service that is found by protocol, virtual address and port.
 *
 * @param protocol transport protocol
 * @param address the VIP
 * @param port 0 to 65535; 0 stands for every port and is useful only with persistence
 */
public record AddressKey(Protocol protocol, InetAddress address, int port) implements ServiceKey {
  /** Refuses ports that do not exist. */
  public AddressKey {
    requireNonNull(protocol, "protocol");
    requireNonNull(address, "address");
    Checks.port(port);
  }

  @Override
  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  @Override
  public String toString() {
    return protocol.text() + " " + Addresses.withPort(address, port);
  }
}

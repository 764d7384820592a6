package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

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

  // written out, as in the other keys and settings that large tables are compared by: what a record
  // does itself is linked anew at each start, which takes longer than most commands
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressKey key
        && port == key.port
        && protocol == key.protocol
        && address.equals(key.address);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * address.hashCode() + port) + protocol.hashCode();
  }

  @Override
  public String toString() {
    return protocol.text() + " " + Addresses.withPort(address, port);
  }
}

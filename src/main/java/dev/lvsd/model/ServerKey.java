package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What makes a real server the same one inside its service.
 *
 * @param address the RIP; its family may differ from the service's with tunnels only
 * @param port 0 to 65535
 */
public record ServerKey(InetAddress address, int port) implements Comparable<ServerKey> {
  /** Refuses ports that do not exist. */
  public ServerKey {
    requireNonNull(address, "address");
    Checks.port(port);
  }

  /**
   * The family of the real server's address.
   *
   * @return IPv4 or IPv6
   */
  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  /** By family, address, port. */
  @Override
  public int compareTo(ServerKey other) {
    int byFamily = family().compareTo(other.family());
    if (byFamily != 0) {
      return byFamily;
    }
    int byAddress = Arrays.compareUnsigned(address.getAddress(), other.address.getAddress());
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServerKey key && port == key.port && address.equals(key.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + port;
  }

  @Override
  public String toString() {
    return Addresses.withPort(address, port);
  }
}

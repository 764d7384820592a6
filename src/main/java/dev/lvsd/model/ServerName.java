package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * A real server as people name it: by the names of the definition or by addresses.
 *
 * @param service {@code shop/web}, {@code web}, {@code tcp 10.0.0.1:80}, {@code 10.0.0.1:80} or
 *     {@code fwmark 7}
 * @param server {@code a}, {@code 10.2.0.11:80} or {@code 10.2.0.11}
 */
public record ServerName(String service, String server) {
  /** Refuses nulls. */
  public ServerName {
    requireNonNull(service, "service");
    requireNonNull(server, "server");
  }
}

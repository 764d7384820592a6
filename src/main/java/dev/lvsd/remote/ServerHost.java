package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A machine that is a real server, perhaps by several addresses.
 *
 * @param target how to log in
 * @param addresses by which definitions know it
 * @param names by which an operator may call it
 */
public record ServerHost(SshTarget target, Set<InetAddress> addresses, Set<String> names) {
  /** Copies the sets. */
  public ServerHost {
    requireNonNull(target, "target");
    addresses = Set.copyOf(addresses);
    names = Set.copyOf(names);
  }

  /**
   * The machine in messages.
   *
   * @return {@code 10.2.0.11}, {@code a.example.net (10.2.0.11)}, or {@code localhost}
   */
  public String label() {
    String known =
        addresses.stream().map(Addresses::text).sorted().collect(Collectors.joining(", "));
    return known.isEmpty() || target.toString().equals(known)
        ? target.toString()
        : target + " (" + known + ")";
  }
}

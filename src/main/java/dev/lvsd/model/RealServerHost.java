package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to reach the machine behind a real server's address.
 *
 * @param address the RIP
 * @param sshHost host name or address for ssh; empty: the address
 * @param sshUser login name; empty: what ssh itself would take
 * @param sshPort port; empty: what ssh itself would take
 */
public record RealServerHost(
    InetAddress address, Optional<String> sshHost, Optional<String> sshUser, OptionalInt sshPort) {
  /** Refuses nulls. */
  public RealServerHost {
    requireNonNull(address, "address");
    requireNonNull(sshHost, "sshHost");
    requireNonNull(sshUser, "sshUser");
    requireNonNull(sshPort, "sshPort");
  }
}

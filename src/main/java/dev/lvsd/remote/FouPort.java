package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.AddressFamily;

/**
 * A UDP port at which the kernel takes generic UDP encapsulation off.
 *
 * @param family of the outer header
 * @param port 1 to 65535
 */
record FouPort(AddressFamily family, int port) implements Comparable<FouPort> {
  FouPort {
    requireNonNull(family, "family");
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": expected 1 to 65535");
    }
  }

  String addCommand() {
    return "{ modprobe -q fou || :; } && " + ip() + " fou add port " + port + " gue";
  }

  String removeCommand() {
    return ip() + " fou del port " + port;
  }

  private String ip() {
    return family == AddressFamily.IPV6 ? "{ modprobe -q fou6 || :; } && ip -6" : "ip";
  }

  @Override
  public int compareTo(FouPort other) {
    int byFamily = family.compareTo(other.family);
    return byFamily != 0 ? byFamily : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return "udp port " + port + " for gue" + (family == AddressFamily.IPV6 ? " over IPv6" : "");
  }
}

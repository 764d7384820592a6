package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * That a cluster needs a virtual address on a real server. The claims of all clusters together say
 * what a machine must look like; what no claim needs any more is taken back.
 *
 * @param cluster name of the cluster, without spaces
 * @param vip the virtual address
 * @param server the real server's address, to which the director forwards
 * @param tunnel how packets arrive; empty: by direct routing
 */
public record Claim(String cluster, InetAddress vip, InetAddress server, Optional<Tunnel> tunnel)
    implements Comparable<Claim> {
  /** Refuses what could not be written into a line. */
  public Claim {
    requireNonNull(vip, "vip");
    requireNonNull(server, "server");
    requireNonNull(tunnel, "tunnel");
    if (!cluster.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("not the name of a cluster: " + cluster);
    }
  }

  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if it is no claim
   */
  static Claim parse(String text) {
    String[] words = text.split(" ", -1);
    boolean direct = words.length == 4 && words[3].equals("dr");
    if (!direct && words.length != 6) {
      throw new IllegalArgumentException("not a claim: " + text);
    }
    return new Claim(
        words[0],
        Addresses.parse(words[1]),
        Addresses.parse(words[2]),
        direct ? Optional.empty() : Optional.of(tunnel(words[3], words[4], words[5])));
  }

  private static Tunnel tunnel(String type, String port, String checksum) {
    return new Tunnel(
        Tunnel.Type.valueOf(type.toUpperCase(Locale.ROOT)),
        Integer.parseInt(port),
        Tunnel.Checksum.valueOf(checksum.toUpperCase(Locale.ROOT)));
  }

  /** {@code shop 10.1.0.100 10.1.0.11 dr}, {@code shop 10.1.0.100 10.1.0.11 gue 6080 none}. */
  @Override
  public String toString() {
    return cluster
        + " "
        + Addresses.text(vip)
        + " "
        + Addresses.text(server)
        + " "
        + tunnel
            .map(t -> t.type().text() + " " + t.port() + " " + t.checksum().text())
            .orElse("dr");
  }

  @Override
  public int compareTo(Claim other) {
    return toString().compareTo(other.toString());
  }
}

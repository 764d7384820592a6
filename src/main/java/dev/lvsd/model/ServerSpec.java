package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a real server.
 *
 * @param key identity inside the service
 * @param forwarding how packets get there; a change concerns new connections only
 * @param tunnel encapsulation, present exactly with {@link ForwardingMethod#TUNNEL}
 * @param weight 0 to 2^31−1; 0 quiesces: no new connections, open ones stay
 * @param upperThreshold no new connections at this number of connections, 0 to 2^32−1; 0: no limit.
 *     Newer kernels refuse more than 2^31−1
 * @param lowerThreshold accept again below this number, at most the upper one; 0: the kernel takes
 *     three quarters of the upper one
 */
public record ServerSpec(
    ServerKey key,
    ForwardingMethod forwarding,
    Optional<Tunnel> tunnel,
    int weight,
    long upperThreshold,
    long lowerThreshold) {
  /** Refuses weights below 0, thresholds upside down, and tunnels where there is none. */
  public ServerSpec {
    requireNonNull(key, "key");
    requireNonNull(forwarding, "forwarding");
    if ((forwarding == ForwardingMethod.TUNNEL) != tunnel.isPresent()) {
      throw new IllegalArgumentException(
          key + ": encapsulation goes with forwarding method tunnel, and only with it");
    }
    if (weight < 0) {
      throw new IllegalArgumentException(key + ": weight " + weight + ": expected 0 to 2147483647");
    }
    Checks.u32("upper threshold", upperThreshold);
    Checks.u32("lower threshold", lowerThreshold);
    if (lowerThreshold > upperThreshold) {
      throw new IllegalArgumentException(
          key
              + ": lower threshold "
              + lowerThreshold
              + " is above the upper threshold "
              + upperThreshold);
    }
  }

  /**
   * A real server without thresholds; tunnels are ipip.
   *
   * @param key identity
   * @param forwarding how packets get there
   * @param weight 0 to 2^31−1
   * @return the server
   */
  public static ServerSpec of(ServerKey key, ForwardingMethod forwarding, int weight) {
    Optional<Tunnel> tunnel =
        forwarding == ForwardingMethod.TUNNEL ? Optional.of(Tunnel.IPIP) : Optional.empty();
    return new ServerSpec(key, forwarding, tunnel, weight, 0, 0);
  }

  /**
   * The same server with another weight.
   *
   * @param other 0 to 2^31−1
   * @return a copy
   */
  public ServerSpec withWeight(int other) {
    return new ServerSpec(key, forwarding, tunnel, other, upperThreshold, lowerThreshold);
  }

  /**
   * The same server reached through a tunnel.
   *
   * @param wanted encapsulation
   * @return a copy with forwarding method tunnel
   */
  public ServerSpec withTunnel(Tunnel wanted) {
    return new ServerSpec(
        key, ForwardingMethod.TUNNEL, Optional.of(wanted), weight, upperThreshold, lowerThreshold);
  }

  /**
   * The same server with thresholds.
   *
   * @param upper no new connections at this number
   * @param lower accept again below this number
   * @return a copy
   */
  public ServerSpec withThresholds(long upper, long lower) {
    return new ServerSpec(key, forwarding, tunnel, weight, upper, lower);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServerSpec spec
        && weight == spec.weight
        && upperThreshold == spec.upperThreshold
        && lowerThreshold == spec.lowerThreshold
        && forwarding == spec.forwarding
        && key.equals(spec.key)
        && tunnel.equals(spec.tunnel);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + weight;
  }
}

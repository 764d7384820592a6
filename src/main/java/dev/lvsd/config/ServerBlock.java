package dev.lvsd.config;

import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A real server of a service.
 *
 * <pre>{@code
 * realServers:
 *   - {name: a, address: 10.2.0.11, weight: 3}
 *   - address: 10.2.0.12
 *     port: 8080
 *     forwarding: nat
 *     upperThreshold: 5000
 *     lowerThreshold: 4000
 *   - {address: 10.3.0.13, forwarding: tunnel, tunnel: {type: gue, port: 6080}}
 * }</pre>
 */
final class ServerBlock {
  static final BlockSpec SPEC = new BlockSpec("RealServer", "A real server of a service.");

  /** How packets get to a real server; also a key of the service. */
  static final ScalarType<ForwardingMethod> FORWARDING_METHOD =
      Scalars.choice(
          "a forwarding method",
          List.of(
              ForwardingMethod.NAT,
              ForwardingMethod.DR,
              ForwardingMethod.TUNNEL,
              ForwardingMethod.FULLNAT),
          ForwardingMethod::text);

  private static final ScalarType<Integer> THRESHOLD =
      Scalars.wholeInt("a threshold", 0, Integer.MAX_VALUE);

  static final Field<String> NAME =
      SPEC.optional(
          "name", Terms.NAME, "Unique in its service. Missing: the address with the port.");
  static final Field<InetAddress> ADDRESS =
      SPEC.required("address", Terms.ADDRESS, "Address of the real server; no host name.");
  static final Field<Integer> PORT =
      SPEC.optional(
          "port",
          Terms.PORT,
          "Port of the real server. Missing: the port of the service. Only nat can change it.");
  static final Field<Integer> WEIGHT =
      SPEC.optional(
          "weight",
          Scalars.wholeInt("a weight", 0, Integer.MAX_VALUE),
          "1",
          "Share of new connections; 0 quiesces: no new connections, open ones stay.");
  static final Field<ForwardingMethod> FORWARDING =
      SPEC.optional(
          "forwarding", FORWARDING_METHOD, "How packets get here. Missing: as the service says.");
  static final Field<Block> TUNNEL =
      SPEC.optional(
          "tunnel", TunnelBlock.SPEC, "Encapsulation. Missing: as the service says, or ipip.");
  static final Field<Integer> UPPER_THRESHOLD =
      SPEC.optional(
          "upperThreshold",
          THRESHOLD,
          "0",
          "No new connections at this number of connections; 0: no limit.");
  static final Field<Integer> LOWER_THRESHOLD =
      SPEC.optional(
          "lowerThreshold",
          THRESHOLD,
          "0",
          "New connections again below this number; 0: three quarters of upperThreshold.");

  private ServerBlock() {}

  /**
   * Fills in what is missing and checks what the kernel would refuse.
   *
   * @param block a server
   * @param service what it takes from its service
   * @return empty if something was refused
   */
  static Optional<ClusterServer> toModel(Block block, ServiceDefaults service) {
    Optional<ForwardingMethod> forwarding =
        block.mentions(FORWARDING) ? block.find(FORWARDING) : service.forwarding();
    Optional<Integer> port = block.mentions(PORT) ? block.find(PORT) : service.port();
    Optional<Tunnel> tunnel = tunnel(block, forwarding, service);
    ServerRules.check(block, forwarding, service);

    Optional<InetAddress> address = block.find(ADDRESS);
    Optional<Integer> weight = block.orDefault(WEIGHT);
    Optional<Integer> upper = block.orDefault(UPPER_THRESHOLD);
    Optional<Integer> lower = block.orDefault(LOWER_THRESHOLD);
    if (address.isEmpty()
        || forwarding.isEmpty()
        || port.isEmpty()
        || weight.isEmpty()
        || upper.isEmpty()
        || lower.isEmpty()
        || lower.get() > upper.get()
        || (forwarding.get() == ForwardingMethod.TUNNEL) != tunnel.isPresent()) {
      return Optional.empty();
    }
    ServerKey key = new ServerKey(address.get(), port.get());
    ServerSpec spec =
        new ServerSpec(key, forwarding.get(), tunnel, weight.get(), upper.get(), lower.get());
    return Optional.of(new ClusterServer(block.find(NAME).orElseGet(key::toString), spec));
  }

  private static Optional<Tunnel> tunnel(
      Block block, Optional<ForwardingMethod> forwarding, ServiceDefaults service) {
    Optional<Tunnel> own = block.find(TUNNEL).flatMap(TunnelBlock::toModel);
    if (forwarding.isEmpty() || forwarding.get() != ForwardingMethod.TUNNEL) {
      return Optional.empty();
    }
    return block.mentions(TUNNEL) ? own : Optional.of(service.tunnel());
  }
}

package dev.lvsd.config;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual service with its real servers.
 *
 * <pre>{@code
 * services:
 *   - name: web
 *     listen: 203.0.113.10:80          # or "[2001:db8::1]:443"; or fwmark: 7, family: ipv6
 *     protocol: tcp
 *     scheduler: mh
 *     schedulerFlags: [fallback, port]
 *     forwarding: dr
 *     persistence: {timeout: 5m, netmask: 255.255.255.0}
 *     realServers:
 *       - {name: a, address: 10.2.0.11, weight: 3}
 * }</pre>
 */
final class ServiceBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Service", "A virtual service with its real servers.");
  static final Field<String> NAME =
      SPEC.required("name", Terms.NAME, "Name of the service, unique in its cluster.");
  static final Field<Endpoint> LISTEN =
      SPEC.optional(
          "listen",
          Terms.ENDPOINT,
          "Virtual address and port; port 0 takes every port and needs persistence.");
  static final Field<Long> FWMARK =
      SPEC.optional(
          "fwmark",
          Scalars.whole("a firewall mark", 1, 0xffff_ffffL),
          "Takes packets with this firewall mark, in place of listen.");
  static final Field<AddressFamily> FAMILY =
      SPEC.optional(
          "family",
          Scalars.choice(
              "an address family",
              List.of(AddressFamily.values()),
              family -> family.name().toLowerCase(Locale.ROOT)),
          "ipv4",
          "Address family of the marked packets; goes with fwmark.");
  static final Field<Protocol> PROTOCOL =
      SPEC.optional(
          "protocol",
          Scalars.choice("a protocol", List.of(Protocol.values()), Protocol::text),
          "tcp",
          "Transport protocol; goes with listen. A firewall mark takes every protocol.");
  static final Field<SchedulerName> SCHEDULER =
      SPEC.optional(
          "scheduler", Terms.SCHEDULER, "wlc", "Picks the real server of a new connection.");
  static final Field<List<SchedulerFlag>> SCHEDULER_FLAGS =
      SPEC.optional(
          "schedulerFlags",
          new ListType<>(
              Scalars.choice(
                  "a scheduler flag",
                  List.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT),
                  flag -> flag.name().toLowerCase(Locale.ROOT))),
          "For sh and mh: fallback looks for another server when the hashed one is unavailable,"
              + " port hashes the client's port as well.");
  static final Field<ForwardingMethod> FORWARDING =
      SPEC.required(
          "forwarding",
          ServerBlock.FORWARDING_METHOD,
          "How packets get to the real servers, unless a server says otherwise.");
  static final Field<Block> TUNNEL =
      SPEC.optional("tunnel", TunnelBlock.SPEC, "Encapsulation, unless a server says otherwise.");
  static final Field<Block> PERSISTENCE =
      SPEC.optional(
          "persistence",
          PersistenceBlock.SPEC,
          "Clients stay with the real server that they were given. Missing: they do not.");
  static final Field<Boolean> ONE_PACKET =
      SPEC.optional(
          "onePacket",
          Scalars.flag(),
          "false",
          "Picks a real server for every UDP packet on its own.");
  static final Field<Boolean> TOA =
      SPEC.optional(
          "toa",
          Scalars.flag(),
          "false",
          "Tells servers by fullnat address and port of the client, in TCP option 254; they need a"
              + " module that reads it.");
  static final Field<List<Block>> REAL_SERVERS =
      SPEC.required("realServers", new ListType<>(ServerBlock.SPEC), "The real servers.");

  static {
    SPEC.exactlyOneOf(LISTEN, FWMARK);
    SPEC.onlyWith(FAMILY, FWMARK);
    SPEC.neverWith(PROTOCOL, FWMARK);
  }

  private ServiceBlock() {}

  /**
   * Fills in what is missing and checks what the kernel would refuse.
   *
   * @return empty if something was refused
   */
  static Optional<ClusterService> toModel(Block block) {
    Optional<ServiceKey> key = key(block);
    Optional<Persistence> persistence =
        block
            .find(PERSISTENCE)
            .flatMap(p -> key.flatMap(service -> PersistenceBlock.toModel(p, service.family())));
    Tunnel tunnel = block.find(TUNNEL).flatMap(TunnelBlock::toModel).orElse(Tunnel.IPIP);
    ServiceDefaults defaults =
        new ServiceDefaults(
            key,
            key.map(k -> k instanceof AddressKey address ? address.port() : 0),
            block.find(FORWARDING),
            tunnel,
            block.mentions(PERSISTENCE));
    ServiceRules.check(block, key);
    List<ClusterServer> servers = servers(block, defaults);
    Optional<SchedulerName> scheduler = block.orDefault(SCHEDULER);
    if (block.find(NAME).isEmpty() || key.isEmpty() || scheduler.isEmpty()) {
      return Optional.empty();
    }
    ServiceSpec spec =
        new ServiceSpec(
            key.get(),
            scheduler.get(),
            block.find(SCHEDULER_FLAGS).map(Set::copyOf).orElse(Set.of()),
            persistence,
            block.find(PERSISTENCE).flatMap(p -> p.find(PersistenceBlock.ENGINE)),
            block.orDefault(ONE_PACKET).orElse(false),
            block.orDefault(TOA).orElse(false));
    return Optional.of(new ClusterService(block.find(NAME).get(), spec, servers));
  }

  private static Optional<ServiceKey> key(Block block) {
    if (block.mentions(FWMARK)) {
      Optional<AddressFamily> family = block.orDefault(FAMILY);
      return block.find(FWMARK).flatMap(mark -> family.map(f -> new FwmarkKey(mark, f)));
    }
    Optional<Protocol> protocol = block.orDefault(PROTOCOL);
    return block
        .find(LISTEN)
        .flatMap(listen -> protocol.map(p -> new AddressKey(p, listen.address(), listen.port())));
  }

  private static List<ClusterServer> servers(Block block, ServiceDefaults defaults) {
    List<ClusterServer> servers = new ArrayList<>();
    Unique<ServerKey> keys = new Unique<>();
    Unique<String> names = new Unique<>();
    for (Block server : block.find(REAL_SERVERS).orElse(List.of())) {
      server
          .find(ServerBlock.NAME)
          .flatMap(name -> names.claim(name, server.position(ServerBlock.NAME)))
          .ifPresent(
              first ->
                  server.error(
                      ServerBlock.NAME, "a server of this name stands in " + first, "rename one"));
      ServerBlock.toModel(server, defaults)
          .ifPresent(
              model -> {
                keys.claim(model.spec().key(), server.position())
                    .ifPresent(
                        first ->
                            server.error(
                                ServerBlock.ADDRESS,
                                model.spec().key()
                                    + " is a server of this service already, in "
                                    + first,
                                "remove one"));
                servers.add(model);
              });
    }
    return servers;
  }
}

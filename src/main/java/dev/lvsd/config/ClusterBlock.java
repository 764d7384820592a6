package dev.lvsd.config;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Cluster.DataPlaneChoice;
import dev.lvsd.model.Cluster.Management;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Director;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.RealServerHost;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A YAML document: one cluster.
 *
 * <pre>{@code
 * apiVersion: lvsd/v1
 * kind: Cluster
 * metadata: {name: shop}
 * dataPlane: auto
 * management: shared
 * director: …
 * services:
 *   - …
 * realServerHosts:
 *   - …
 * }</pre>
 */
final class ClusterBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Cluster", "Virtual services with their real servers, and their director.");
  static final Field<String> API_VERSION =
      SPEC.required(
          "apiVersion",
          Scalars.choice("a version of this format", List.of("lvsd/v1"), word -> word),
          "Version of this format.");
  static final Field<String> KIND =
      SPEC.required(
          "kind",
          Scalars.choice("a kind of document", List.of("Cluster"), word -> word),
          "What the document defines.");
  static final Field<Block> METADATA =
      SPEC.required("metadata", MetadataBlock.SPEC, "What tells clusters apart.");
  static final Field<DataPlaneChoice> DATA_PLANE =
      SPEC.optional(
          "dataPlane",
          Scalars.choice(
              "a data plane",
              List.of(DataPlaneChoice.values()),
              choice -> choice.name().toLowerCase(Locale.ROOT)),
          "auto",
          "Who forwards the packets: the kernel's IPVS, the Java plane, or auto: the kernel where"
              + " it has IPVS.");
  static final Field<Management> MANAGEMENT =
      SPEC.optional(
          "management",
          Scalars.choice(
              "a kind of management",
              List.of(Management.values()),
              choice -> choice.name().toLowerCase(Locale.ROOT)),
          "shared",
          "Whether services that nobody defined are left alone (shared) or removed (exclusive).");
  static final Field<Block> DIRECTOR =
      SPEC.optional("director", DirectorBlock.SPEC, "What the director must look like.");
  static final Field<List<Block>> SERVICES =
      SPEC.required("services", new ListType<>(ServiceBlock.SPEC), "The virtual services.");
  static final Field<List<Block>> REAL_SERVER_HOSTS =
      SPEC.optional(
          "realServerHosts",
          new ListType<>(HostBlock.SPEC),
          "How to reach the machines that are real servers.");

  private ClusterBlock() {}

  /**
   * Fills in what is missing and checks what concerns more than one service.
   *
   * @return empty if something was refused
   */
  static Optional<Cluster> toModel(Block block) {
    Optional<String> name = checkName(block);
    Director director =
        block.find(DIRECTOR).map(DirectorBlock::toModel).orElse(Director.UNSPECIFIED);
    block.where().run().directorSettings().agree(block, DATA_PLANE);
    block.where().run().directorSettings().agree(block, MANAGEMENT);
    List<ClusterService> services = services(block);
    checkFullNat(block, director, services);
    List<RealServerHost> hosts = hosts(block, services);
    Optional<DataPlaneChoice> dataPlane = block.orDefault(DATA_PLANE);
    Optional<Management> management = block.orDefault(MANAGEMENT);
    if (name.isEmpty() || dataPlane.isEmpty() || management.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Cluster(name.get(), dataPlane.get(), management.get(), director, services, hosts));
  }

  private static Optional<String> checkName(Block block) {
    Optional<Block> metadata = block.find(METADATA);
    Optional<String> name = metadata.flatMap(m -> m.find(MetadataBlock.NAME));
    if (metadata.isPresent() && name.isPresent()) {
      block
          .where()
          .run()
          .clusterNames()
          .claim(name.get(), metadata.get().position(MetadataBlock.NAME))
          .ifPresent(
              first ->
                  metadata
                      .get()
                      .error(
                          MetadataBlock.NAME,
                          "a cluster of this name stands in " + first,
                          "rename one, or join them"));
    }
    return name;
  }

  private static List<ClusterService> services(Block block) {
    List<ClusterService> services = new ArrayList<>();
    Unique<String> names = new Unique<>();
    for (Block service : block.find(SERVICES).orElse(List.of())) {
      service
          .find(ServiceBlock.NAME)
          .flatMap(name -> names.claim(name, service.position(ServiceBlock.NAME)))
          .ifPresent(
              first ->
                  service.error(
                      ServiceBlock.NAME,
                      "a service of this name stands in " + first,
                      "rename one"));
      ServiceBlock.toModel(service).ifPresent(services::add);
    }
    return services;
  }

  private static void checkFullNat(Block block, Director director, List<ClusterService> services) {
    if (block.orDefault(DATA_PLANE).equals(Optional.of(DataPlaneChoice.USERSPACE))) {
      checkLocalAddresses(block, director, services);
      return;
    }
    for (Block service : block.find(SERVICES).orElse(List.of())) {
      refuseFullNat(service, ServiceBlock.FORWARDING);
      for (Block server : service.find(ServiceBlock.REAL_SERVERS).orElse(List.of())) {
        refuseFullNat(server, ServerBlock.FORWARDING);
      }
    }
  }

  private static void checkLocalAddresses(
      Block block, Director director, List<ClusterService> services) {
    Set<AddressFamily> present = EnumSet.noneOf(AddressFamily.class);
    director.localAddresses().forEach(each -> present.add(AddressFamily.of(each)));
    Set<AddressFamily> missing = EnumSet.noneOf(AddressFamily.class);
    for (ClusterService service : services) {
      for (ClusterServer server : service.servers()) {
        if (server.spec().forwarding() == ForwardingMethod.FULLNAT
            && !present.contains(server.spec().key().family())) {
          missing.add(server.spec().key().family());
        }
      }
    }
    for (AddressFamily family : missing) {
      boolean six = family == AddressFamily.IPV6;
      block.error(
          SERVICES,
          "fullnat needs an "
              + (six ? "IPv6" : "IPv4")
              + " address of the director's own, which takes the place of clients",
          "add localAddresses: [" + (six ? "2001:db8:2::1" : "10.2.0.1") + "] to director");
    }
  }

  private static void refuseFullNat(Block block, Field<ForwardingMethod> field) {
    if (block.find(field).orElse(ForwardingMethod.UNKNOWN) == ForwardingMethod.FULLNAT) {
      block.error(
          field, "the kernel has no fullnat", "write dataPlane: userspace in this cluster, or nat");
    }
  }

  private static List<RealServerHost> hosts(Block block, List<ClusterService> services) {
    Set<InetAddress> servers = new HashSet<>();
    services.forEach(
        service -> service.servers().forEach(server -> servers.add(server.spec().key().address())));
    List<RealServerHost> hosts = new ArrayList<>();
    Unique<InetAddress> addresses = new Unique<>();
    for (Block host : block.find(REAL_SERVER_HOSTS).orElse(List.of())) {
      HostBlock.toModel(host)
          .ifPresent(
              model -> {
                addresses
                    .claim(model.address(), host.position(HostBlock.ADDRESS))
                    .ifPresent(
                        first ->
                            host.error(
                                HostBlock.ADDRESS, "stands in " + first + " already", "join them"));
                if (!servers.contains(model.address())) {
                  host.warning(
                      HostBlock.ADDRESS, "is no real server of this cluster", "a typing error?");
                }
                hosts.add(model);
              });
    }
    return hosts;
  }
}

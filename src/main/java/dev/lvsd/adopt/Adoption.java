package dev.lvsd.adopt;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.config.DefinitionWriter;
import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.VirtualService;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes a definition out of a table, so that planning it against that table changes nothing.
 *
 * <p>Every service is written and read again by itself. One that the reader refuses, or reads as
 * something else, is left out whole: a service with a server less would lose that server when the
 * definition is applied, while one that nobody defined is left alone.
 */
public final class Adoption {
  /** What is read from standard input, which here is a text in memory. */
  private static final Path TEXT = Path.of("-");

  private final List<String> losses = new ArrayList<>();

  private Adoption() {}

  /**
   * Makes a definition.
   *
   * @param table services with their servers, in any order; servers newest first
   * @return the definition, and what is not in it
   */
  public static Adopted of(List<VirtualService> table) {
    Adoption adoption = new Adoption();
    List<ClusterService> services = new ArrayList<>();
    table.stream()
        .sorted(Comparator.comparing(VirtualService::key))
        .forEach(service -> adoption.adopt(service).ifPresent(services::add));
    List<Cluster> clusters = Grouping.clusters(services);
    return new Adopted(DefinitionWriter.write(new Definition(clusters)), adoption.losses);
  }

  private Optional<ClusterService> adopt(VirtualService service) {
    ServiceSpec spec = withoutIdleEngine(service.status().spec());
    List<ServerStatus> oldestFirst = new ArrayList<>(service.servers());
    Collections.reverse(oldestFirst);
    List<ClusterServer> servers =
        oldestFirst.stream()
            .map(server -> new ClusterServer(server.key().toString(), server.spec()))
            .toList();
    ClusterService adopted = new ClusterService("service", spec, servers);
    Optional<String> objection = objection(adopted);
    if (objection.isPresent()) {
      losses.add("service " + spec.key() + " is left out: " + objection.get());
      return Optional.empty();
    }
    return Optional.of(adopted);
  }

  private ServiceSpec withoutIdleEngine(ServiceSpec spec) {
    if (spec.persistenceEngine().isEmpty() || spec.persistence().isPresent()) {
      return spec;
    }
    losses.add(
        "service "
            + spec.key()
            + ": persistence engine "
            + spec.persistenceEngine().get()
            + " is left out: without persistence it does nothing");
    return new ServiceSpec(
        spec.key(),
        spec.scheduler(),
        spec.schedulerFlags(),
        Optional.empty(),
        Optional.empty(),
        spec.onePacket(),
        spec.toa());
  }

  /** Why a definition cannot carry a service; empty if it can. */
  private static Optional<String> objection(ClusterService service) {
    Cluster alone =
        new Cluster(
            "alone",
            Cluster.DataPlaneChoice.AUTO,
            Cluster.Management.SHARED,
            Director.UNSPECIFIED,
            List.of(service),
            List.of());
    String yaml = DefinitionWriter.write(new Definition(List.of(alone)));
    Problems problems = new Problems();
    Optional<Definition> read =
        new DefinitionReader(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .read(List.of(TEXT), problems);
    if (read.isEmpty()) {
      return problems.all().stream()
          .filter(problem -> problem.severity() == Problem.Severity.ERROR)
          .map(Problem::message)
          .findFirst();
    }
    boolean same = read.get().clusters().get(0).services().equals(List.of(service));
    return same ? Optional.empty() : Optional.of("a definition cannot say all of it");
  }
}

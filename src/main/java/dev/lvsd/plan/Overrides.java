package dev.lvsd.plan;

import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What operators said of single servers, merged into what is defined. Pure.
 *
 * @param all at most one for each server
 */
public record Overrides(List<ServerOverride> all) {
  /** The definition holds. */
  public static final Overrides NONE = new Overrides(List.of());

  /** Copies the list. */
  public Overrides {
    all = List.copyOf(all);
  }

  private record Server(ServiceKey service, ServerKey key) {}

  /**
   * A definition with overrides in it.
   *
   * @param definition what is to be in the table
   * @param notes where it is not what the files say, one sentence each
   */
  public record Merged(Definition definition, List<String> notes) {
    /** Copies the list. */
    public Merged {
      notes = List.copyOf(notes);
    }
  }

  /**
   * What is said of a server.
   *
   * @param service its service
   * @param server the server
   * @return an empty override if nothing is said
   */
  public ServerOverride of(ServiceKey service, ServerKey server) {
    return all.stream()
        .filter(each -> each.concerns(service, server))
        .findFirst()
        .orElse(ServerOverride.none(service, server));
  }

  /**
   * The same with another word on one server.
   *
   * @param changed takes the place of what was said of its server
   * @return a copy
   */
  public Overrides with(ServerOverride changed) {
    List<ServerOverride> others = new ArrayList<>(all);
    others.removeIf(each -> each.concerns(changed.service(), changed.server()));
    if (!changed.isEmpty()) {
      others.add(changed);
    }
    return new Overrides(others);
  }

  /**
   * Those whose servers are defined.
   *
   * @param definition everything that is wanted
   * @return a copy without the others
   */
  public Overrides within(Definition definition) {
    Map<Server, ServerOverride> left = byServer();
    List<ServerOverride> kept = new ArrayList<>();
    for (Cluster cluster : definition.clusters()) {
      for (ClusterService service : cluster.services()) {
        for (ClusterServer server : service.servers()) {
          Optional.ofNullable(left.remove(new Server(service.spec().key(), server.spec().key())))
              .ifPresent(kept::add);
        }
      }
    }
    return kept.size() == all.size() ? this : new Overrides(kept);
  }

  /**
   * Merges.
   *
   * @param definition what the files say
   * @return what is to be in the table
   */
  public Merged on(Definition definition) {
    if (all.isEmpty()) {
      return new Merged(definition, List.of());
    }
    Map<Server, ServerOverride> overrides = byServer();
    List<String> notes = new ArrayList<>();
    List<Cluster> clusters = new ArrayList<>();
    for (Cluster cluster : definition.clusters()) {
      List<ClusterService> services = new ArrayList<>();
      for (ClusterService service : cluster.services()) {
        services.add(merge(service, overrides, notes));
      }
      clusters.add(cluster.withServices(services));
    }
    return new Merged(new Definition(clusters), notes);
  }

  private Map<Server, ServerOverride> byServer() {
    Map<Server, ServerOverride> map = new HashMap<>();
    all.forEach(each -> map.put(new Server(each.service(), each.server()), each));
    return map;
  }

  private static ClusterService merge(
      ClusterService service, Map<Server, ServerOverride> overrides, List<String> notes) {
    ServiceKey key = service.spec().key();
    List<ClusterServer> servers = new ArrayList<>();
    for (ClusterServer server : service.servers()) {
      ServerOverride override = overrides.get(new Server(key, server.spec().key()));
      if (override == null) {
        servers.add(server);
      } else {
        notes.add(note(override, server.spec()));
        merge(server, override).ifPresent(servers::add);
      }
    }
    return new ClusterService(service.name(), service.spec(), servers);
  }

  private static Optional<ClusterServer> merge(ClusterServer server, ServerOverride override) {
    if (override.drain().filter(Drain::removes).isPresent()) {
      return Optional.empty();
    }
    int weight =
        override.drain().isPresent() ? 0 : override.weight().orElse(server.spec().weight());
    return Optional.of(new ClusterServer(server.name(), server.spec().withWeight(weight)));
  }

  private static String note(ServerOverride override, ServerSpec defined) {
    String server = "server " + override.server() + " of " + override.service();
    if (override.drain().isEmpty()) {
      return server
          + " has weight "
          + override.weight().orElse(defined.weight())
          + " by lvsctl weight, instead of "
          + defined.weight();
    }
    Drain drain = override.drain().get();
    return server
        + (drain.removes()
            ? " was drained and removed; lvsctl undrain brings it back"
            : drain.end().isPresent()
                ? " was drained and has weight 0 until lvsctl undrain"
                : " is being drained and has weight 0");
  }
}

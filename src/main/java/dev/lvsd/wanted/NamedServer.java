package dev.lvsd.wanted;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A real server of a definition.
 *
 * @param cluster name of its cluster
 * @param service its service, with names
 * @param server the server, with its name
 */
record NamedServer(String cluster, ClusterService service, ClusterServer server) {
  private static final int SHOWN = 8;

  /** Identity of the service. */
  ServiceKey serviceKey() {
    return service.spec().key();
  }

  /** Identity of the server in its service. */
  ServerKey serverKey() {
    return server.spec().key();
  }

  private record Candidate(String cluster, ClusterService service) {
    @Override
    public String toString() {
      return cluster + "/" + service.name() + " (" + service.spec().key() + ")";
    }
  }

  /**
   * Finds the server that somebody means.
   *
   * @throws LvsdException blaming the user if none is meant, or more than one
   */
  static NamedServer find(ServerName name, Definition definition) {
    List<Candidate> services = new ArrayList<>();
    for (Cluster cluster : definition.clusters()) {
      cluster.services().forEach(each -> services.add(new Candidate(cluster.name(), each)));
    }
    Candidate service =
        only(
            "service",
            name.service(),
            services.stream().filter(each -> isService(name.service(), each)).toList(),
            services);
    List<Shown> servers = service.service().servers().stream().map(Shown::new).toList();
    Shown server =
        only(
            "server",
            name.server(),
            servers.stream().filter(each -> isServer(name.server(), each.server())).toList(),
            servers);
    return new NamedServer(service.cluster(), service.service(), server.server());
  }

  private record Shown(ClusterServer server) {
    @Override
    public String toString() {
      return server.name() + " (" + server.spec().key() + ")";
    }
  }

  private static boolean isService(String typed, Candidate candidate) {
    String name = candidate.service().name();
    ServiceKey key = candidate.service().spec().key();
    String text = String.join(" ", typed.strip().split("\\s+", -1));
    return text.equals(name)
        || text.equals(candidate.cluster() + "/" + name)
        || text.toLowerCase(Locale.ROOT).equals(key.toString())
        || (key instanceof AddressKey address
            && isEndpoint(text, new ServerKey(address.address(), address.port())));
  }

  private static boolean isServer(String typed, ClusterServer candidate) {
    ServerKey key = candidate.spec().key();
    return typed.equals(candidate.name())
        || typed.equals(Addresses.text(key.address()))
        || isEndpoint(typed, key);
  }

  private static boolean isEndpoint(String text, ServerKey key) {
    try {
      Endpoint endpoint = Endpoint.parse(text);
      return endpoint.address().equals(key.address()) && endpoint.port() == key.port();
    } catch (IllegalArgumentException e) {
      return false; // it is a name
    }
  }

  private static <T> T only(String what, String text, List<T> found, List<T> all) {
    if (found.size() == 1) {
      return found.get(0);
    }
    String shown = all.isEmpty() ? "there is none" : "there is " + list(all);
    throw new LvsdException(
        Blame.USER,
        found.isEmpty()
            ? "no " + what + " " + text + " is defined by what was applied; " + shown
            : what + " " + text + " is not clear: it could be " + list(found));
  }

  private static String list(List<?> all) {
    String text = all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    return all.size() <= SHOWN ? text : text + " and " + (all.size() - SHOWN) + " more";
  }
}

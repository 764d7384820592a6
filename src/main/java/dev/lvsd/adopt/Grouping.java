package dev.lvsd.adopt;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Director;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts services into clusters and gives names: services of one virtual address belong together, and
 * so do those whose real servers are the same machines.
 */
final class Grouping {
  private static final Map<Integer, String> WELL_KNOWN =
      Map.ofEntries(
          Map.entry(21, "ftp"),
          Map.entry(22, "ssh"),
          Map.entry(25, "smtp"),
          Map.entry(53, "dns"),
          Map.entry(80, "http"),
          Map.entry(110, "pop3"),
          Map.entry(143, "imap"),
          Map.entry(389, "ldap"),
          Map.entry(443, "https"),
          Map.entry(993, "imaps"),
          Map.entry(3306, "mysql"),
          Map.entry(5060, "sip"),
          Map.entry(5432, "postgresql"));

  private Grouping() {}

  /** The clusters, in the order of their first services; one without services if there are none. */
  static List<Cluster> clusters(List<ClusterService> services) {
    int[] group = new int[services.size()];
    Map<Object, Integer> first = new HashMap<>();
    for (int i = 0; i < group.length; i++) {
      group[i] = i;
      ClusterService service = services.get(i);
      join(group, i, first.putIfAbsent(virtual(service.spec().key()), i));
      Set<InetAddress> machines = new HashSet<>();
      service.servers().forEach(server -> machines.add(server.spec().key().address()));
      if (!machines.isEmpty()) {
        join(group, i, first.putIfAbsent(machines, i));
      }
    }
    Map<Integer, List<ClusterService>> groups = new LinkedHashMap<>();
    for (int i = 0; i < group.length; i++) {
      groups.computeIfAbsent(root(group, i), k -> new ArrayList<>()).add(services.get(i));
    }
    if (groups.isEmpty()) {
      return List.of(cluster("imported", List.of()));
    }
    List<Cluster> clusters = new ArrayList<>();
    groups.values().forEach(members -> clusters.add(named(members)));
    return clusters;
  }

  private static void join(int[] group, int one, @Nullable Integer other) {
    if (other != null) {
      int left = root(group, one);
      int right = root(group, other);
      group[Math.max(left, right)] = Math.min(left, right);
    }
  }

  private static int root(int[] group, int member) {
    int at = member;
    while (group[at] != at) {
      group[at] = group[group[at]];
      at = group[at];
    }
    return at;
  }

  private static Cluster named(List<ClusterService> members) {
    String name = virtual(members.get(0).spec().key());
    boolean oneAddress =
        members.stream().allMatch(member -> virtual(member.spec().key()).equals(name));
    Set<String> taken = new HashSet<>();
    List<ClusterService> services = new ArrayList<>();
    for (ClusterService member : members) {
      ServiceKey key = member.spec().key();
      String service = oneAddress ? what(key) : virtual(key) + "-" + what(key);
      taken.add(service);
      services.add(new ClusterService(service, member.spec(), member.servers()));
    }
    if (taken.size() < services.size()) {
      throw new IllegalStateException("two services of one cluster have one name: " + taken);
    }
    return cluster(name, services);
  }

  private static Cluster cluster(String name, List<ClusterService> services) {
    return new Cluster(
        name,
        Cluster.DataPlaneChoice.AUTO,
        Cluster.Management.SHARED,
        Director.UNSPECIFIED,
        services,
        List.of());
  }

  /** The virtual address or the firewall mark as a word that can be a name. */
  private static String virtual(ServiceKey key) {
    if (key instanceof AddressKey tuple) {
      return "vip-" + Addresses.text(tuple.address()).replace(':', '_');
    }
    return "fwmark-" + ((FwmarkKey) key).mark();
  }

  /** What the service is, as a word that no other service of its address has. */
  private static String what(ServiceKey key) {
    if (key instanceof AddressKey tuple) {
      int port = tuple.port();
      Protocol usual = port == 53 || port == 5060 ? Protocol.UDP : Protocol.TCP;
      String plain = tuple.protocol().text() + "-" + port;
      return tuple.protocol() == usual ? WELL_KNOWN.getOrDefault(port, plain) : plain;
    }
    return switch (key.family()) {
      case IPV4 -> "ipv4";
      case IPV6 -> "ipv6";
    };
  }
}

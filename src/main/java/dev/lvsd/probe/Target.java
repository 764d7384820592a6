package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServerSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A real server of a service that has a virtual address.
 *
 * @param service name of the service
 * @param name of the real server
 * @param key where clients ask
 * @param spec how the director forwards to the real server
 */
public record Target(String service, String name, AddressKey key, ServerSpec spec) {
  /** Refuses nulls. */
  public Target {
    requireNonNull(service, "service");
    requireNonNull(name, "name");
    requireNonNull(key, "key");
    requireNonNull(spec, "spec");
  }

  /**
   * All of a definition. Services of firewall marks have none: nobody says by which addresses
   * clients reach them.
   *
   * @param definition clusters with services
   * @return in its order
   */
  public static List<Target> of(Definition definition) {
    List<Target> targets = new ArrayList<>();
    for (Cluster cluster : definition.clusters()) {
      for (ClusterService service : cluster.services()) {
        if (service.spec().key() instanceof AddressKey key) {
          for (ClusterServer server : service.servers()) {
            targets.add(new Target(service.name(), server.name(), key, server.spec()));
          }
        }
      }
    }
    return targets;
  }

  /** The real server's address. */
  InetAddress address() {
    return spec.key().address();
  }

  /** Whether the real server has the virtual address, too. */
  boolean hasOwnVip() {
    return spec.forwarding() == ForwardingMethod.DR || spec.forwarding() == ForwardingMethod.TUNNEL;
  }

  /** Why there is nothing to ask. */
  Optional<String> obstacle() {
    if (key.protocol() != Protocol.TCP) {
      return Optional.of(
          key.protocol().name() + ": only a program that speaks the protocol could tell");
    }
    if (key.port() == 0 || spec.key().port() == 0) {
      return Optional.of("the service takes every port");
    }
    boolean known =
        hasOwnVip()
            || spec.forwarding() == ForwardingMethod.NAT
            || spec.forwarding() == ForwardingMethod.FULLNAT;
    return known ? Optional.empty() : Optional.of("forwarding " + spec.forwarding().text());
  }

  /** The real server in messages: {@code web2 (10.1.0.12)}. */
  String label() {
    String address = Addresses.text(address());
    return name.equals(address) ? address : name + " (" + address + ")";
  }

  /** How the director forwards: {@code dr}, {@code ipip}, {@code gue}. */
  String method() {
    return spec.tunnel().map(t -> t.type().text()).orElse(spec.forwarding().text());
  }

  /**
   * Whether one of some machines is meant.
   *
   * @param addresses of real servers
   * @return true if it has one of these
   */
  public boolean isOn(Set<InetAddress> addresses) {
    return addresses.contains(address());
  }
}

package dev.lvsd.dataplane.io;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the host's traffic the plane needs to see: packets to the addresses of services, and
 * packets from servers by nat. Follows the commands that were done, so that a table of any size
 * costs nothing more. Owner: the steering thread.
 */
final class Footprint {
  private final Map<ServiceKey, Map<ServerKey, ForwardingMethod>> services = new HashMap<>();
  private final Counts addresses = new Counts();
  private final Counts replying = new Counts();

  /** How many reasons there are for each address, and of which there are more or less now. */
  private static final class Counts {
    private final Map<InetAddress, Integer> reasons = new HashMap<>();
    private final Set<InetAddress> changed = new HashSet<>();

    void add(InetAddress address) {
      changed.add(address);
      reasons.merge(address, 1, Integer::sum);
    }

    void remove(InetAddress address) {
      changed.add(address);
      reasons.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    Set<InetAddress> takeChanged() {
      Set<InetAddress> all = Set.copyOf(changed);
      changed.clear();
      return all;
    }
  }

  /** Addresses to which packets must come. */
  Set<InetAddress> addresses() {
    return addresses.reasons.keySet();
  }

  /** Servers whose answers must come. */
  Set<InetAddress> replying() {
    return replying.reasons.keySet();
  }

  /** Addresses that may have come or gone since the last call. */
  Set<InetAddress> takeChangedAddresses() {
    return addresses.takeChanged();
  }

  /** Answering servers that may have come or gone since the last call. */
  Set<InetAddress> takeChangedReplying() {
    return replying.takeChanged();
  }

  /** Follows a command that was done. */
  void done(IpvsCommand command) {
    if (command instanceof IpvsCommand.CreateService create) {
      create(create.spec().key());
    } else if (command instanceof IpvsCommand.DeleteService delete) {
      delete(delete.service());
    } else if (command instanceof IpvsCommand.AddServer add) {
      put(add.service(), add.spec());
    } else if (command instanceof IpvsCommand.UpdateServer update) {
      put(update.service(), update.spec());
    } else if (command instanceof IpvsCommand.RemoveServer remove) {
      forget(remove.server(), servers(remove.service()).remove(remove.server()));
    } else if (command instanceof IpvsCommand.Flush) {
      List.copyOf(services.keySet()).forEach(this::delete);
    }
  }

  private void create(ServiceKey key) {
    services.put(key, new HashMap<>());
    if (key instanceof AddressKey address) {
      add(address.address());
    }
  }

  private void delete(ServiceKey key) {
    servers(key).forEach(this::forget);
    services.remove(key);
    if (key instanceof AddressKey address) {
      remove(address.address());
    }
  }

  private void put(ServiceKey service, ServerSpec server) {
    ForwardingMethod before = servers(service).put(server.key(), server.forwarding());
    forget(server.key(), before);
    if (answersThroughHere(server.forwarding())) {
      replying.add(server.key().address());
    }
  }

  private Map<ServerKey, ForwardingMethod> servers(ServiceKey service) {
    return services.computeIfAbsent(service, key -> new HashMap<>());
  }

  private void forget(ServerKey server, @Nullable ForwardingMethod method) {
    if (answersThroughHere(method)) {
      replying.remove(server.address());
    }
  }

  private static boolean answersThroughHere(@Nullable ForwardingMethod method) {
    return method == ForwardingMethod.NAT;
  }

  /** Needs packets to an address for one more reason. */
  void add(InetAddress address) {
    addresses.add(address);
  }

  /** Needs packets to an address for one reason less. */
  void remove(InetAddress address) {
    addresses.remove(address);
  }
}

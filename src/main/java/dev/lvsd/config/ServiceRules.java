package dev.lvsd.config;

import dev.lvsd.diag.Position;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the kernel would refuse, or silently not do, with a virtual service. */
final class ServiceRules {
  private ServiceRules() {}

  static void check(Block service, Optional<ServiceKey> key) {
    checkSchedulerFlags(service);
    checkTunnel(service);
    checkServers(service);
    checkToa(service);
    key.ifPresent(
        k -> {
          checkUnique(service, k);
          checkOnePacket(service, k);
          checkEngine(service, k);
        });
    if (key.isPresent() && key.get() instanceof AddressKey address) {
      checkAddress(service, address);
    }
  }

  private static void checkAddress(Block service, AddressKey key) {
    if (key.port() == 0 && !service.mentions(ServiceBlock.PERSISTENCE)) {
      service.error(
          ServiceBlock.LISTEN,
          "port 0 takes every port, which works with persistence only",
          "add persistence, or give the port");
    }
    ServerRules.objection(key.address())
        .ifPresent(
            kind ->
                service.error(
                    ServiceBlock.LISTEN,
                    Addresses.text(key.address()) + " is " + kind,
                    "a virtual address is one that clients connect to"));
  }

  private static void checkUnique(Block service, ServiceKey key) {
    Field<?> field = key instanceof AddressKey ? ServiceBlock.LISTEN : ServiceBlock.FWMARK;
    Optional<Position> first = service.where().run().services().claim(key, service.position(field));
    first.ifPresent(
        position ->
            service.error(
                field, key + " is defined already, in " + position, "join the two services"));
  }

  private static void checkOnePacket(Block service, ServiceKey key) {
    boolean wanted = service.find(ServiceBlock.ONE_PACKET).orElse(false);
    if (wanted && key instanceof AddressKey address && address.protocol() != Protocol.UDP) {
      service.error(
          ServiceBlock.ONE_PACKET,
          "one-packet scheduling is for udp, not for " + address.protocol().text(),
          "remove it");
    }
  }

  private static void checkEngine(Block service, ServiceKey key) {
    service
        .find(ServiceBlock.PERSISTENCE)
        .filter(persistence -> persistence.find(PersistenceBlock.ENGINE).isPresent())
        .ifPresent(
            persistence -> {
              if (key instanceof AddressKey address && address.protocol() != Protocol.UDP) {
                persistence.error(
                    PersistenceBlock.ENGINE,
                    "persistence engine sip is for udp; the kernel would drop every packet of "
                        + address.protocol().text(),
                    "remove it");
              }
            });
  }

  private static void checkSchedulerFlags(Block service) {
    Optional<List<SchedulerFlag>> flags = service.find(ServiceBlock.SCHEDULER_FLAGS);
    Optional<SchedulerName> scheduler = service.orDefault(ServiceBlock.SCHEDULER);
    if (flags.isEmpty() || scheduler.isEmpty() || flags.get().isEmpty()) {
      return;
    }
    if (!scheduler.get().hasFlags()) {
      service.error(
          ServiceBlock.SCHEDULER_FLAGS,
          "scheduler " + scheduler.get() + " has no flags; sh and mh have",
          "remove them");
    }
    Set<SchedulerFlag> different = EnumSet.copyOf(flags.get());
    if (different.size() < flags.get().size()) {
      service.error(ServiceBlock.SCHEDULER_FLAGS, "names a flag twice", "remove one");
    }
  }

  private static void checkTunnel(Block service) {
    if (!service.mentions(ServiceBlock.TUNNEL)
        || service.find(ServiceBlock.FORWARDING).orElse(ForwardingMethod.TUNNEL)
            == ForwardingMethod.TUNNEL) {
      return;
    }
    if (!mentions(service, ForwardingMethod.TUNNEL)) {
      service.error(
          ServiceBlock.TUNNEL,
          "tunnel options, but no server has forwarding method tunnel",
          "remove them, or write forwarding: tunnel");
    }
  }

  /** Whether a service or one of its servers has a forwarding method. */
  static boolean mentions(Block service, ForwardingMethod method) {
    return service.find(ServiceBlock.FORWARDING).equals(Optional.of(method))
        || service.find(ServiceBlock.REAL_SERVERS).orElse(List.of()).stream()
            .anyMatch(server -> server.find(ServerBlock.FORWARDING).equals(Optional.of(method)));
  }

  private static void checkToa(Block service) {
    if (service.find(ServiceBlock.TOA).orElse(false)
        && service.find(ServiceBlock.FORWARDING).isPresent()
        && !mentions(service, ForwardingMethod.FULLNAT)) {
      service.error(
          ServiceBlock.TOA,
          "toa, but no server has forwarding method fullnat; by the others servers see the client",
          "remove it, or write forwarding: fullnat");
    }
  }

  private static void checkServers(Block service) {
    if (service.find(ServiceBlock.REAL_SERVERS).filter(List::isEmpty).isPresent()) {
      service.warning(
          ServiceBlock.REAL_SERVERS, "no real server: every new connection will be refused", "");
    }
  }
}

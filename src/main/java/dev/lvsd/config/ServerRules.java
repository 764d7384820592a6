package dev.lvsd.config;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.ServiceKey;
import java.net.InetAddress;
import java.util.Optional;

/** What the kernel would refuse, or silently not do, with a real server. */
final class ServerRules {
  private ServerRules() {}

  static void check(Block server, Optional<ForwardingMethod> forwarding, ServiceDefaults service) {
    checkThresholds(server);
    server.find(ServerBlock.ADDRESS).ifPresent(address -> checkUnicast(server, address));
    if (forwarding.isEmpty()) {
      return;
    }
    if (server.mentions(ServerBlock.TUNNEL) && forwarding.get() != ForwardingMethod.TUNNEL) {
      server.error(
          ServerBlock.TUNNEL,
          "tunnel options with forwarding method " + forwarding.get().text(),
          "remove them, or write forwarding: tunnel");
    }
    service.key().ifPresent(key -> checkFamily(server, forwarding.get(), key));
    service.key().ifPresent(key -> checkPort(server, forwarding.get(), service, key));
  }

  private static void checkThresholds(Block server) {
    Optional<Integer> upper = server.orDefault(ServerBlock.UPPER_THRESHOLD);
    Optional<Integer> lower = server.orDefault(ServerBlock.LOWER_THRESHOLD);
    if (upper.isPresent() && lower.isPresent() && lower.get() > upper.get()) {
      server.error(
          ServerBlock.LOWER_THRESHOLD,
          upper.get() == 0
              ? "a lower threshold without an upper one"
              : lower.get() + " is above the upper threshold " + upper.get(),
          upper.get() == 0 ? "add upperThreshold" : "swap them");
    }
  }

  private static void checkUnicast(Block server, InetAddress address) {
    objection(address)
        .ifPresent(
            kind ->
                server.error(
                    ServerBlock.ADDRESS,
                    Addresses.text(address) + " is " + kind + "; the kernel refuses it",
                    "a real server has an address of its own"));
  }

  /** What kind of address it is, if no single machine can have it. */
  static Optional<String> objection(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return Optional.of("the unspecified address");
    }
    if (address.isMulticastAddress()) {
      return Optional.of("a multicast address");
    }
    if (AddressFamily.of(address) == AddressFamily.IPV6) {
      return address.isLinkLocalAddress() ? Optional.of("a link-local address") : Optional.empty();
    }
    for (byte octet : address.getAddress()) {
      if (octet != -1) {
        return Optional.empty();
      }
    }
    return Optional.of("the broadcast address");
  }

  private static void checkFamily(Block server, ForwardingMethod forwarding, ServiceKey service) {
    Optional<InetAddress> address = server.find(ServerBlock.ADDRESS);
    if (address.isEmpty()
        || forwarding == ForwardingMethod.TUNNEL
        || AddressFamily.of(address.get()) == service.family()) {
      return;
    }
    server.error(
        ServerBlock.ADDRESS,
        Addresses.text(address.get())
            + " is of the other address family than "
            + service
            + "; only tunnels can cross",
        service instanceof FwmarkKey
            ? "write family: ipv6 beside fwmark, or forwarding: tunnel"
            : "write forwarding: tunnel");
  }

  private static void checkPort(
      Block server, ForwardingMethod forwarding, ServiceDefaults service, ServiceKey key) {
    Optional<Integer> port = server.find(ServerBlock.PORT);
    if (port.isEmpty() || service.port().isEmpty()) {
      return;
    }
    boolean translates =
        forwarding == ForwardingMethod.NAT || forwarding == ForwardingMethod.FULLNAT;
    if (!translates && !port.get().equals(service.port().get())) {
      server.error(
          ServerBlock.PORT,
          port.get()
              + (key instanceof FwmarkKey
                  ? ", but the service has no port, and "
                  : ", but the service has port " + service.port().get() + ", and ")
              + forwarding.text()
              + " does not change ports",
          "remove it, or write forwarding: nat");
    } else if (translates && port.get() != 0 && listensOnAllPorts(key, service)) {
      server.warning(
          ServerBlock.PORT,
          "is not used: packets keep their port, as the service takes "
              + (key instanceof FwmarkKey ? "marked packets and is persistent" : "all ports"),
          "remove it");
    } else if (port.get() == 0 && key instanceof AddressKey && service.port().get() != 0) {
      server.error(
          ServerBlock.PORT, "0 is no port of a real server here", "remove it to keep the port");
    }
  }

  private static boolean listensOnAllPorts(ServiceKey key, ServiceDefaults service) {
    return key instanceof AddressKey address ? address.port() == 0 : service.persistent();
  }
}

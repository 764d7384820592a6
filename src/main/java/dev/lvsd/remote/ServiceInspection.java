package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges whether a machine can answer: who listens, and which way the answers of nat go. Pure. */
final class ServiceInspection {
  private ServiceInspection() {}

  static List<Finding> of(HostFacts facts, List<Served> served, Set<InetAddress> director) {
    List<Finding> findings = new ArrayList<>();
    served.forEach(each -> listening(facts, each).ifPresent(findings::add));
    Set<AddressFamily> nat = new LinkedHashSet<>();
    served.stream()
        .filter(each -> each.method() == ForwardingMethod.NAT)
        .forEach(each -> nat.add(AddressFamily.of(each.server())));
    nat.forEach(family -> wayBack(facts, family, director).ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> listening(HostFacts facts, Served served) {
    if (served.port() == 0 || served.protocol() == Protocol.SCTP) {
      return Optional.empty(); // any port, or a protocol that /proc/net/tcp and udp do not show
    }
    List<HostFacts.Listener> onPort =
        facts.listeners().stream()
            .filter(each -> each.tcp() == (served.protocol() == Protocol.TCP))
            .filter(each -> each.port() == served.port())
            .toList();
    boolean heard =
        onPort.stream()
            .anyMatch(
                each -> each.address().isEmpty() || each.address().get().equals(served.address()));
    if (heard) {
      return Optional.empty();
    }
    String what =
        "service %s: nothing listens on %s %s"
            .formatted(
                served.service(),
                served.protocol().text(),
                Addresses.withPort(served.address(), served.port()));
    if (onPort.isEmpty()) {
      return Optional.of(Finding.fault(what + "; start its program there"));
    }
    String others =
        onPort.stream()
            .flatMap(each -> each.address().stream())
            .map(Addresses::text)
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    return Optional.of(
        Finding.fault(
            what
                + ", only on "
                + others
                + "; let its program listen on all addresses, or on this"));
  }

  private static Optional<Finding> wayBack(
      HostFacts facts, AddressFamily family, Set<InetAddress> director) {
    boolean ipv6 = family == AddressFamily.IPV6;
    List<InetAddress> gateways =
        facts.routes().stream()
            .filter(route -> route.ipv6() == ipv6)
            .flatMap(route -> route.gateway().stream())
            .toList();
    if (gateways.stream().anyMatch(director::contains)) {
      return Optional.empty();
    }
    String found =
        gateways.isEmpty()
            ? "there is no default route"
            : "its default route leads to "
                + gateways.stream().map(Addresses::text).collect(Collectors.joining(", "));
    return Optional.of(
        Finding.fault(
            "nat%s: %s, which is no address of this director: answers go past it, and clients drop"
                    .formatted(ipv6 ? " over IPv6" : "", found)
                + " them; lead the default route there through the director"));
  }
}

package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a machine by what is effective there, not by what was once set. Pure. Each finding says
 * what is wrong, what comes of it, and what to try.
 */
final class Inspection {
  private static final String APPLY = "; try: lvsctl rs apply";

  private final HostFacts facts;
  private final Need need;
  private final List<Finding> findings = new ArrayList<>();

  private Inspection(HostFacts facts, Need need) {
    this.facts = facts;
    this.need = need;
  }

  /**
   * Looks for what is wrong.
   *
   * @param facts what the machine looks like
   * @param claims what clusters claim from it
   * @param served what it must answer
   * @param director addresses of the machine on which this runs, which may be the director
   */
  static List<Finding> of(
      HostFacts facts, Collection<Claim> claims, List<Served> served, Set<InetAddress> director) {
    Inspection inspection = new Inspection(facts, Need.of(claims));
    inspection.vips();
    inspection.silence();
    inspection.tunnels();
    inspection.segments(claims);
    inspection.boot();
    inspection.findings.addAll(ServiceInspection.of(facts, served, director));
    return inspection.findings;
  }

  private void vips() {
    need.vips().stream()
        .filter(place -> !ServerPlanner.isPresent(facts, place))
        .forEach(this::missing);
    need.vips().stream().map(Place::vip).distinct().forEach(this::places);
  }

  private void missing(Place place) {
    fault(
        "%s is missing on %s: packets for it are not taken"
                .formatted(Addresses.text(place.vip()), place.device())
            + APPLY);
  }

  private void places(InetAddress vip) {
    String text = Addresses.text(vip);
    int longest = AddressFamily.of(vip).addressBits();
    facts
        .places(vip)
        .forEach(
            place -> {
              if (isLan(place.device())) {
                fault(
                    "answers for %s: it is an address of %s, where nothing silences it; there: ip"
                            .formatted(text, place.device())
                        + " address del %s/%d dev %s, then: lvsctl rs apply"
                            .formatted(text, place.prefixLength(), place.device()));
              } else if (place.prefixLength() != longest) {
                fault(
                    "%s has the prefix /%d on %s, expected /%d: its whole network counts as local"
                        .formatted(text, place.prefixLength(), place.device(), longest));
              }
            });
    if (facts.proxies().contains(vip)) {
      fault("answers for " + text + ": it has a proxy entry (ip -6 neigh show proxy)");
    }
  }

  private void silence() {
    String vips =
        need.vips().stream()
            .filter(Place::isIpv4)
            .map(place -> Addresses.text(place.vip()))
            .distinct()
            .collect(Collectors.joining(", "));
    if (vips.isEmpty()) {
      return;
    }
    // an interface that is down answers nobody; what apply sets keeps it silent when it comes up
    for (HostFacts.Link lan : facts.lans().stream().filter(HostFacts.Link::isUp).toList()) {
      if (!ArpSilence.isSilent(facts, lan.name())) {
        fault(
            "answers ARP for %s on %s: %s; clients reach it past the director"
                    .formatted(vips, lan.name(), values(lan, Sysctl.Name.ARP_IGNORE))
                + APPLY);
      }
      if (!ArpSilence.isDiscreet(facts, lan.name())) {
        fault(
            "announces %s on %s when it asks by ARP: %s; neighbours then send to it past the director"
                    .formatted(vips, lan.name(), values(lan, Sysctl.Name.ARP_ANNOUNCE))
                + APPLY);
      }
    }
  }

  private String values(HostFacts.Link lan, Sysctl.Name name) {
    return "%s is %d (all %d, %s %d)"
        .formatted(
            name.text(),
            facts.effective(lan.name(), name),
            facts.setting(Sysctl.ALL, name),
            lan.name(),
            facts.setting(lan.name(), name));
  }

  private void tunnels() {
    for (FouPort port : need.ports()) {
      if (!facts.fouPorts().contains(port)) {
        fault(port + " is not open: its tunnel ends nowhere" + APPLY);
      }
    }
    for (TunnelDevice tunnel : need.tunnels()) {
      Optional<HostFacts.Link> link = facts.link(tunnel.name());
      if (link.isEmpty() || !ServerPlanner.fits(link.get(), tunnel)) {
        fault("tunnel interface " + tunnel + " is missing" + APPLY);
      } else if (!link.get().isUp()) {
        fault("tunnel interface " + tunnel.name() + " is down" + APPLY);
      }
      if (ServerPlanner.isFiltered(facts, tunnel)) {
        fault(
            "rp_filter drops what comes out of %s: it is 1 (all %d, %s %d)"
                    .formatted(
                        tunnel.name(),
                        facts.setting(Sysctl.ALL, Sysctl.Name.RP_FILTER),
                        tunnel.name(),
                        facts.setting(tunnel.name(), Sysctl.Name.RP_FILTER))
                + APPLY);
      }
    }
  }

  /** A client sends segments as large as the server's answer allows; the tunnel adds to them. */
  private void segments(Collection<Claim> claims) {
    TunnelOverhead.advice(facts, claims).forEach(text -> findings.add(Finding.advice(text)));
  }

  private void boot() {
    Manifest manifest;
    try {
      manifest = facts.manifest().map(Manifest::read).orElse(Manifest.EMPTY);
    } catch (IllegalArgumentException e) {
      fault(Manifest.PATH + " cannot be used: " + e.getMessage());
      return;
    }
    List<String> missing =
        BootFiles.of(Need.of(manifest.claims()), manifest.sysctls(), facts).stream()
            .filter(file -> !file.content().equals(facts.files().get(file.path())))
            .map(HostFile::path)
            .toList();
    if (!missing.isEmpty()) {
      fault(
          "does not survive a restart: missing or changed: " + String.join(", ", missing) + APPLY);
    } else if (!need.isEmpty() && facts.boot() == HostFacts.Boot.NONE) {
      findings.add(
          Finding.advice(
              "does not survive a restart by itself: have its init run " + BootFiles.PROGRAM));
    } else if (!need.isEmpty() && manifest.isEmpty()) {
      findings.add(Finding.advice("was prepared by somebody else; lvsd does not keep it so"));
    }
  }

  private boolean isLan(String device) {
    return facts.lans().stream().anyMatch(lan -> lan.name().equals(device));
  }

  private void fault(String message) {
    findings.add(Finding.fault(message));
  }
}

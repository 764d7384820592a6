package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says what must be done on a machine so that the claims on it are met, and nothing else that lvsd
 * did is left. Pure: the same facts give the same plan.
 *
 * <p>The order is the point. The manifest comes first; a virtual address goes before its silence
 * goes, and comes after its silence came. Whoever stops after any step leaves a machine that keeps
 * silent about every virtual address, and that the next run completes or takes back.
 */
final class ServerPlanner {
  private final HostFacts facts;
  private final Manifest old;
  private final Set<Claim> claims;
  private final Need need;
  private final List<String> obstacles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ServerPlanner(HostFacts facts, Manifest old, Set<Claim> claims) {
    this.facts = facts;
    this.old = old;
    this.claims = claims;
    this.need = Need.of(claims);
  }

  /**
   * Plans for one machine.
   *
   * @param facts what it looks like
   * @param clusters whose claims are replaced; those of all others stay
   * @param wanted the new claims of these clusters
   */
  static ServerPlan plan(HostFacts facts, Set<String> clusters, Collection<Claim> wanted) {
    Manifest old;
    try {
      old = facts.manifest().map(Manifest::read).orElse(Manifest.EMPTY);
    } catch (IllegalArgumentException e) {
      return new ServerPlan(
          facts.manifest(),
          List.of(),
          List.of(Manifest.PATH + " cannot be used: " + e.getMessage()),
          List.of());
    }
    Set<Claim> claims = new TreeSet<>(wanted);
    old.claims().stream().filter(c -> !clusters.contains(c.cluster())).forEach(claims::add);
    return new ServerPlanner(facts, old, claims).plan();
  }

  private ServerPlan plan() {
    checkTools();
    checkTunnels();
    need.vips().stream().map(Place::vip).distinct().forEach(this::checkPlace);
    Map<Sysctl, Manifest.Saved> sysctls = sysctls();
    Manifest after =
        new Manifest(
            claims,
            sysctls,
            kept(old.vips(), need.vips(), this::isPresent),
            kept(old.ports(), need.ports(), facts.fouPorts()::contains));
    List<HostFile> files = BootFiles.of(need, sysctls, facts);
    files.forEach(this::checkOwner);
    if (facts.boot() == HostFacts.Boot.NONE && !need.isEmpty()) {
      notes.add(
          "nothing here starts "
              + BootFiles.PROGRAM
              + " with the machine: neither systemd nor /etc/network/if-up.d nor /etc/local.d"
              + " is there; have your init run it before the network comes up");
    }
    if (!obstacles.isEmpty()) {
      return new ServerPlan(facts.manifest(), List.of(), obstacles, notes);
    }
    List<ServerStep> steps = new ArrayList<>();
    removeVips(steps);
    silence(steps);
    addTunnels(steps);
    need.vips().stream()
        .filter(
            place ->
                !isPresent(place) || steps.contains(new ServerStep.RemoveTunnel(place.device())))
        .map(ServerStep.AddVip::new)
        .forEach(steps::add);
    removeTunnels(steps);
    restoreSysctls(steps);
    files(steps, files);
    return new ServerPlan(facts.manifest(), remembering(steps, after), obstacles, notes);
  }

  /** Before the first step everything is known that any step could need to be taken back. */
  private List<ServerStep> remembering(List<ServerStep> steps, Manifest after) {
    Manifest during =
        new Manifest(
            claims,
            union(old.sysctls(), after.sysctls()),
            union(old.vips(), after.vips()),
            union(old.ports(), after.ports()));
    boolean unknown = !facts.manifest().equals(Optional.of(during.write()));
    List<ServerStep> all = new ArrayList<>();
    if (unknown && !(steps.isEmpty() && after.isEmpty() && facts.manifest().isEmpty())) {
      all.add(new ServerStep.WriteManifest(during));
    }
    all.addAll(steps);
    if (after.isEmpty() && (facts.manifest().isPresent() || !all.isEmpty())) {
      all.add(new ServerStep.RemoveManifest());
    } else if (!after.equals(during)) {
      all.add(new ServerStep.WriteManifest(after));
    }
    return all;
  }

  private void checkTools() {
    if (!facts.root()) {
      obstacles.add("the shell there is not root's, and 'sudo -n /bin/sh -s' did not make it so");
    }
    boolean beyondBusybox =
        !need.ports().isEmpty()
            || need.tunnels().stream().anyMatch(t -> t.kind().isIpv6() || t.checksum());
    if (!facts.iproute2() && beyondBusybox) {
      obstacles.add(
          "its ip command makes no gue, checked gre or IPv6 tunnels; install iproute2 there");
    }
  }

  private void checkTunnels() {
    Map<String, TunnelDevice> byName = new HashMap<>();
    for (TunnelDevice tunnel : need.tunnels()) {
      TunnelDevice other = byName.putIfAbsent(tunnel.name(), tunnel);
      if (other != null) {
        obstacles.add(
            "it would need both "
                + other
                + " and "
                + tunnel
                + ", and can have one "
                + tunnel.name()
                + " only; give its tunnels one address and one checksum mode");
      }
    }
  }

  private void checkPlace(InetAddress vip) {
    int longest = AddressFamily.of(vip).addressBits();
    facts
        .places(vip)
        .forEach(
            place -> {
              String device = place.device();
              String remove =
                  "; there: ip address del %s/%d dev %s"
                      .formatted(Addresses.text(vip), place.prefixLength(), device);
              if (isLan(device)) {
                obstacles.add(
                    Addresses.text(vip)
                        + " is an address of "
                        + device
                        + ", where it is answered for whatever is set; remove it"
                        + remove);
              } else if (place.prefixLength() != longest) {
                obstacles.add(
                    "%s is on %s as /%d, which makes its whole network local; lvsd adds it as /%d"
                            .formatted(Addresses.text(vip), device, place.prefixLength(), longest)
                        + " when it is gone"
                        + remove);
              }
            });
  }

  private void checkOwner(HostFile file) {
    String found = facts.files().get(file.path());
    if (found != null && !file.owns(found)) {
      obstacles.add(file.path() + " is there and is not lvsd's; move it away");
    }
  }

  private boolean isLan(String device) {
    return facts.lans().stream().anyMatch(lan -> lan.name().equals(device));
  }

  private boolean isPresent(Place place) {
    return isPresent(facts, place);
  }

  /** Whether the address is there; for lo, somebody's dummy interface is as good. */
  static boolean isPresent(HostFacts facts, Place place) {
    return facts
        .places(place.vip())
        .map(HostFacts.Address::device)
        .anyMatch(
            device ->
                device.equals(place.device())
                    || (place.device().equals(Sysctl.LO) && !TunnelDevice.isOurs(device)));
  }

  /** Settings that lvsd changed or is about to; what was there first is never forgotten. */
  private Map<Sysctl, Manifest.Saved> sysctls() {
    Map<Sysctl, Manifest.Saved> saved = new TreeMap<>();
    if (need.silence()) {
      saved.putAll(old.sysctls());
      for (ArpSilence.Setting setting : ArpSilence.missing(facts)) {
        Manifest.Saved known = old.sysctls().get(setting.sysctl());
        int before =
            known == null ? facts.settings().getOrDefault(setting.sysctl(), 0) : known.before();
        saved.put(setting.sysctl(), new Manifest.Saved(before, setting.value()));
      }
    }
    return saved;
  }

  private void silence(List<ServerStep> steps) {
    if (need.silence()) {
      for (ArpSilence.Setting setting : ArpSilence.missing(facts)) {
        int from = facts.settings().getOrDefault(setting.sysctl(), 0);
        steps.add(new ServerStep.SetSysctl(setting.sysctl(), from, setting.value()));
      }
    }
  }

  private void restoreSysctls(List<ServerStep> steps) {
    if (need.silence()) {
      return;
    }
    // "all" goes last, as it came first
    new TreeMap<>(old.sysctls())
        .descendingMap()
        .forEach(
            (sysctl, saved) -> {
              Integer now = facts.settings().get(sysctl);
              if (now != null && now == saved.set() && now != saved.before()) {
                steps.add(new ServerStep.SetSysctl(sysctl, now, saved.before()));
              } else if (now != null && now != saved.before()) {
                notes.add(sysctl + " is left at " + now + ": somebody set it after lvsd");
              }
            });
  }

  private void addTunnels(List<ServerStep> steps) {
    need.ports().stream()
        .filter(port -> !facts.fouPorts().contains(port))
        .map(ServerStep.AddPort::new)
        .forEach(steps::add);
    for (TunnelDevice tunnel : need.tunnels()) {
      Optional<HostFacts.Link> link = facts.link(tunnel.name());
      boolean fits = link.isPresent() && fits(link.get(), tunnel);
      if (link.isPresent() && !fits) {
        steps.add(new ServerStep.RemoveTunnel(tunnel.name()));
      }
      if (!fits) {
        steps.add(new ServerStep.AddTunnel(tunnel));
      }
      if (!fits || !link.get().isUp() || isFiltered(facts, tunnel)) {
        steps.add(new ServerStep.OpenTunnel(tunnel));
      }
    }
  }

  static boolean fits(HostFacts.Link link, TunnelDevice tunnel) {
    return link.type().equals(tunnel.kind().linkType())
        && link.local().equals(Optional.of(tunnel.local()));
  }

  /** Whether the reverse-path filter drops all that comes out of the tunnel. */
  static boolean isFiltered(HostFacts facts, TunnelDevice tunnel) {
    return tunnel.carriesIpv4() && facts.effective(tunnel.name(), Sysctl.Name.RP_FILTER) == 1;
  }

  private void removeTunnels(List<ServerStep> steps) {
    Set<String> needed =
        need.tunnels().stream().map(TunnelDevice::name).collect(Collectors.toSet());
    facts.links().stream()
        .map(HostFacts.Link::name)
        .filter(name -> TunnelDevice.isOurs(name) && !needed.contains(name))
        .map(ServerStep.RemoveTunnel::new)
        .forEach(steps::add);
    old.ports()
        .forEach(
            (port, added) -> {
              if (added && !need.ports().contains(port) && facts.fouPorts().contains(port)) {
                steps.add(new ServerStep.RemovePort(port));
              }
            });
  }

  private void removeVips(List<ServerStep> steps) {
    old.vips()
        .forEach(
            (place, added) -> {
              boolean there =
                  facts.places(place.vip()).anyMatch(at -> at.device().equals(place.device()));
              if (added && !need.vips().contains(place) && there) {
                steps.add(new ServerStep.RemoveVip(place));
              }
            });
  }

  private void files(List<ServerStep> steps, List<HostFile> files) {
    for (HostFile file : files) {
      if (!file.content().equals(facts.files().get(file.path()))) {
        steps.add(new ServerStep.WriteFile(file));
      }
    }
    Set<String> wanted = files.stream().map(HostFile::path).collect(Collectors.toSet());
    for (String path : BootFiles.PATHS) {
      String found = facts.files().get(path);
      if (found != null && !wanted.contains(path) && BootFiles.at(path).owns(found)) {
        steps.add(new ServerStep.RemoveFile(path));
      }
    }
  }

  /** Keeps what is known of needed things; of new ones it notes whether lvsd will add them. */
  private static <T> Map<T, Boolean> kept(
      Map<T, Boolean> old, Set<T> needed, java.util.function.Predicate<T> present) {
    Map<T, Boolean> kept = new HashMap<>();
    for (T each : needed) {
      kept.put(each, old.getOrDefault(each, false) || !present.test(each));
    }
    return kept;
  }

  private static <K, V> Map<K, V> union(Map<K, V> one, Map<K, V> other) {
    Map<K, V> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }
}

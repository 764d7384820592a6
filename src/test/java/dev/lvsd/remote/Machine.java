package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Tunnel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine of which only what ip and sysctl show is there. It carries out steps, so that a test
 * can stop after any of them; that real machines do the same is tested on kernels.
 */
final class Machine {
  final Map<String, Integer> settings = new TreeMap<>();
  final TreeSet<String> addresses = new TreeSet<>();
  final Map<String, String> tunnels = new TreeMap<>();
  final TreeSet<FouPort> ports = new TreeSet<>();
  final Map<String, String> files = new TreeMap<>();
  String rest = "";
  String ip = "iproute2";

  Machine() {
    for (String device : List.of("all", "default", "eth0", "lo")) {
      for (String name : List.of("arp_ignore", "arp_announce", "rp_filter")) {
        settings.put(device + "/" + name, 0);
      }
    }
    addresses.add("lo inet 127.0.0.1/8");
    addresses.add("eth0 inet 10.1.0.11/24");
    addresses.add("eth0 inet6 fd01::11/64");
  }

  /** What {@code gather.sh} would print. */
  String answer() {
    StringBuilder text = new StringBuilder("lvsd-facts 1\nlvsd uid 0\nlvsd boot systemd\n");
    text.append("lvsd ip ").append(ip).append("\nlvsd part conf\n");
    settings.forEach(
        (key, value) -> text.append("./").append(key).append(':').append(value).append('\n'));
    text.append(
        """
        lvsd part link
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
        2: eth0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP\\    link/ether fa:da:f9:a5:da:76 brd ff:ff:ff:ff:ff:ff link-netns d
        """);
    tunnels.forEach((name, link) -> text.append("9: ").append(name).append(link).append('\n'));
    text.append("lvsd part addr\n");
    for (String address : addresses) {
      String[] words = address.split(" ", -1);
      text.append(
          "1: %s    %s %s scope global %s\\       valid_lft forever\n"
              .formatted(words[0], words[1], words[2], words[0]));
    }
    text.append("lvsd part fou\n");
    ports.forEach(
        port ->
            text.append(
                "port %d gue%s\n"
                    .formatted(port.port(), port.family() == AddressFamily.IPV6 ? " -6" : "")));
    text.append(rest).append("lvsd part files\n");
    files.forEach(
        (path, content) -> content.lines().forEach(l -> text.append(path + ":" + l + "\n")));
    return text.append("lvsd end\n").toString();
  }

  HostFacts facts() {
    return FactsReader.read(answer());
  }

  /** Carries out the first steps of a plan. */
  void run(List<ServerStep> steps) {
    steps.forEach(this::run);
  }

  private void run(ServerStep step) {
    if (step instanceof ServerStep.SetSysctl s) {
      settings.put(s.sysctl().device() + "/" + s.sysctl().name().text(), s.to());
    } else if (step instanceof ServerStep.AddVip add) {
      addresses.add(address(add.place()));
    } else if (step instanceof ServerStep.RemoveVip remove) {
      addresses.remove(address(remove.place()));
    } else if (step instanceof ServerStep.WriteFile write) {
      files.put(write.file().path(), write.file().content());
    } else if (step instanceof ServerStep.RemoveFile remove) {
      files.remove(remove.path());
    } else if (step instanceof ServerStep.WriteManifest write) {
      files.put(Manifest.PATH, write.manifest().write());
    } else if (step instanceof ServerStep.RemoveManifest) {
      files.remove(Manifest.PATH);
    } else if (step instanceof ServerStep.AddPort add) {
      ports.add(add.port());
    } else if (step instanceof ServerStep.RemovePort remove) {
      ports.remove(remove.port());
    } else if (step instanceof ServerStep.AddTunnel add) {
      tunnel(add.device(), "NOARP");
    } else if (step instanceof ServerStep.OpenTunnel open) {
      tunnel(open.device(), "NOARP,UP,LOWER_UP");
    } else if (step instanceof ServerStep.RemoveTunnel remove) {
      tunnels.remove(remove.device());
      addresses.removeIf(address -> address.startsWith(remove.device() + " "));
      settings.keySet().removeIf(key -> key.startsWith(remove.device() + "/"));
    }
  }

  private void tunnel(TunnelDevice device, String flags) {
    tunnels.put(
        device.name(),
        "@NONE: <%s> mtu 1480 qdisc noop\\    link/%s %s brd 0.0.0.0"
            .formatted(flags, device.kind().linkType(), Addresses.text(device.local())));
    if (device.carriesIpv4()) {
      settings.put(device.name() + "/rp_filter", ServerStep.OpenTunnel.LOOSE);
    }
  }

  private static String address(Place place) {
    return place.device() + (place.isIpv4() ? " inet " : " inet6 ") + place.cidr();
  }

  /** Everything, to compare. */
  String state() {
    return settings + "\n" + addresses + "\n" + tunnels + "\n" + ports + "\n" + files;
  }

  /** Whether it answers or asks by ARP in the name of a virtual address that it has. */
  boolean isLoud() {
    boolean has = addresses.stream().anyMatch(a -> a.contains(" inet ") && a.endsWith("/32"));
    int ignore = Math.max(settings.get("all/arp_ignore"), settings.get("eth0/arp_ignore"));
    int announce = Math.max(settings.get("all/arp_announce"), settings.get("eth0/arp_announce"));
    return has && !(ArpSilence.IGNORE.contains(ignore) && announce == 2);
  }

  static Claim dr(String cluster, String vip) {
    String server = vip.indexOf(':') >= 0 ? "fd01::11" : "10.1.0.11";
    return new Claim(cluster, Addresses.parse(vip), Addresses.parse(server), Optional.empty());
  }

  static Claim tunnel(String cluster, String vip, Tunnel.Type type, int port) {
    Tunnel tunnel = new Tunnel(type, port, Tunnel.Checksum.NONE);
    return new Claim(
        cluster, Addresses.parse(vip), Addresses.parse("10.1.0.11"), Optional.of(tunnel));
  }

  static List<Claim> claims(Claim... claims) {
    return Arrays.asList(claims);
  }
}

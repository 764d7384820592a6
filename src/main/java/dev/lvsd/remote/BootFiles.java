package dev.lvsd.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files by which a machine is as wanted again after a restart.
 *
 * <p>One program does it, in one order: silence, tunnels, addresses. The order is what matters, and
 * neither systemd-networkd nor ifupdown nor NetworkManager can be told to have a sysctl set before
 * an address; so each of them only starts that program, or is told to leave its tunnels alone.
 */
final class BootFiles {
  static final String PROGRAM = Manifest.DIRECTORY + "/boot";
  static final String SYSCTL = "/etc/sysctl.d/90-lvsd-rs.conf";
  static final String UNIT = "/etc/systemd/system/lvsd-rs.service";
  static final String UNIT_ENABLED = "/etc/systemd/system/multi-user.target.wants/lvsd-rs.service";
  static final String IFUPDOWN = "/etc/network/if-up.d/lvsd-rs";
  static final String OPENRC = "/etc/local.d/lvsd-rs.start";
  static final String NETWORKD = "/etc/systemd/network/10-lvsd-rs.network";
  static final String NETWORK_MANAGER = "/etc/NetworkManager/conf.d/90-lvsd-rs.conf";

  /** Every path that lvsd may write to, besides the manifest. */
  static final List<String> PATHS =
      List.of(PROGRAM, SYSCTL, UNIT, UNIT_ENABLED, IFUPDOWN, OPENRC, NETWORKD, NETWORK_MANAGER);

  private static final String SAYS =
      HostFile.MARK + " made by lvsctl rs apply, taken away by lvsctl rs remove; do not edit\n";

  private BootFiles() {}

  /** What must be there; nothing where nothing is needed. */
  static List<HostFile> of(Need need, Map<Sysctl, Manifest.Saved> sysctls, HostFacts facts) {
    List<HostFile> files = new ArrayList<>();
    if (need.isEmpty()) {
      return files;
    }
    if (!sysctls.isEmpty()) {
      files.add(text(SYSCTL, SAYS + settings(sysctls)));
    }
    if (!need.tunnels().isEmpty() && facts.networkd()) {
      files.add(text(NETWORKD, SAYS + "[Match]\nName=lvsd-*\n[Link]\nUnmanaged=yes\n"));
    }
    if (!need.tunnels().isEmpty() && facts.networkManager()) {
      files.add(
          text(NETWORK_MANAGER, SAYS + "[keyfile]\nunmanaged-devices=interface-name:lvsd-*\n"));
    }
    files.add(program(PROGRAM, boot(need, sysctls)));
    switch (facts.boot()) {
      case SYSTEMD -> {
        files.add(text(UNIT, SAYS + unit()));
        files.add(new HostFile(UNIT_ENABLED, HostFile.Form.LINK, UNIT + "\n"));
      }
      case IFUPDOWN ->
          files.add(program(IFUPDOWN, "[ \"$IFACE\" = lo ] || exit 0\nexec sh " + PROGRAM + "\n"));
      case OPENRC -> files.add(program(OPENRC, "exec sh " + PROGRAM + "\n"));
      case NONE -> {
        // the planner tells that nothing starts the program
      }
    }
    return files;
  }

  /** What could stand at a path, to tell whether what stands there is ours. */
  static HostFile at(String path) {
    return path.equals(UNIT_ENABLED)
        ? new HostFile(path, HostFile.Form.LINK, UNIT + "\n")
        : text(path, "");
  }

  private static HostFile text(String path, String content) {
    return new HostFile(path, HostFile.Form.TEXT, content);
  }

  private static HostFile program(String path, String commands) {
    return new HostFile(path, HostFile.Form.PROGRAM, "#!/bin/sh\n" + SAYS + commands);
  }

  private static String settings(Map<Sysctl, Manifest.Saved> sysctls) {
    StringBuilder text = new StringBuilder();
    sysctls.forEach(
        (sysctl, saved) ->
            // the dash: an interface that is not there yet is no failure
            text.append("-%s = %d\n".formatted(sysctl.key(), saved.set())));
    return text.toString();
  }

  private static String unit() {
    return """
        [Unit]
        Description=Virtual addresses of this real server (lvsd)
        DefaultDependencies=no
        Wants=network-pre.target
        Before=network-pre.target shutdown.target
        After=local-fs.target systemd-modules-load.service systemd-sysctl.service
        Conflicts=shutdown.target
        RequiresMountsFor=%s

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/bin/sh %s

        [Install]
        WantedBy=multi-user.target
        """
        .formatted(Manifest.DIRECTORY, PROGRAM);
  }

  private static String boot(Need need, Map<Sysctl, Manifest.Saved> sysctls) {
    StringBuilder text = new StringBuilder();
    if (need.silence()) {
      text.append(
          """
          # Silence first: without it no address is added.
          silence() {
            [ -e "$1" ] || return 0
            now=$(cat "$1") || exit 1
            case " $3 " in *" $now "*) ;; *) printf '%s\\n' "$2" > "$1" || exit 1 ;; esac
          }
          """);
      for (String device : List.of(Sysctl.ALL, Sysctl.LO)) {
        text.append(silence(new Sysctl(device, Sysctl.Name.ARP_IGNORE)));
        text.append(silence(new Sysctl(device, Sysctl.Name.ARP_ANNOUNCE)));
      }
      sysctls.keySet().stream()
          .filter(s -> !s.device().equals(Sysctl.ALL) && !s.device().equals(Sysctl.LO))
          .forEach(sysctl -> text.append(silence(sysctl)));
    }
    text.append("ip link set lo up\n");
    for (FouPort port : need.ports()) {
      text.append(port.addCommand()).append(" 2>/dev/null\n");
    }
    for (TunnelDevice tunnel : need.tunnels()) {
      text.append(
          "[ -e /sys/class/net/%s ] || { %s; }\n".formatted(tunnel.name(), tunnel.addCommand()));
      text.append(new ServerStep.OpenTunnel(tunnel).command()).append('\n');
    }
    for (Place place : need.vips()) {
      text.append(
          "ip address show dev %s | grep -q '%s %s ' || %s\n"
              .formatted(
                  place.device(),
                  place.isIpv4() ? "inet" : "inet6",
                  place.cidr().replace(".", "\\."),
                  new ServerStep.AddVip(place).command()));
    }
    return text.toString();
  }

  private static String silence(Sysctl sysctl) {
    String good =
        ArpSilence.good(sysctl.name()).stream()
            .sorted()
            .map(String::valueOf)
            .reduce((one, next) -> one + " " + next)
            .orElseThrow();
    return "silence %s %d %s\n"
        .formatted(
            ShellWord.quote(sysctl.path()),
            ArpSilence.wanted(sysctl.name()),
            ShellWord.quote(good));
  }
}

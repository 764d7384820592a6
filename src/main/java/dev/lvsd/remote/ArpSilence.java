package dev.lvsd.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * When a machine keeps silent about an IPv4 address of lo.
 *
 * <p>It answers a question for it unless the greater of {@code all} and the interface on which the
 * question arrives says otherwise, and it asks in its name unless the greater of {@code all} and
 * the interface on which it asks says otherwise. What {@code lo} itself says has no effect; it is
 * set as well, since every guide has it and people look for it there.
 *
 * @see "Documentation/networking/ip-sysctl.rst: arp_ignore, arp_announce"
 */
final class ArpSilence {
  /** Silent about addresses of other interfaces; 3 looks at the scope, 4 to 7 are reserved. */
  static final Set<Integer> IGNORE = Set.of(1, 2, 8);

  /** Asks with an address of the interface on which it asks. */
  static final Set<Integer> ANNOUNCE = Set.of(2);

  private ArpSilence() {}

  /** A setting and the value that it must get. */
  record Setting(Sysctl sysctl, int value) {}

  static boolean isSilent(HostFacts facts, String lan) {
    return IGNORE.contains(facts.effective(lan, Sysctl.Name.ARP_IGNORE));
  }

  static boolean isDiscreet(HostFacts facts, String lan) {
    return ANNOUNCE.contains(facts.effective(lan, Sysctl.Name.ARP_ANNOUNCE));
  }

  /** What must be set so that the machine is silent on every interface, {@code all} first. */
  static List<Setting> missing(HostFacts facts) {
    List<Setting> missing = new ArrayList<>();
    for (String device : List.of(Sysctl.ALL, Sysctl.LO)) {
      add(missing, facts, device, Sysctl.Name.ARP_IGNORE);
      add(missing, facts, device, Sysctl.Name.ARP_ANNOUNCE);
    }
    // once "all" is right, an interface can only spoil it by a greater value that is not
    for (HostFacts.Link lan : facts.lans()) {
      int own = facts.setting(lan.name(), Sysctl.Name.ARP_IGNORE);
      if (own > 1) {
        add(missing, facts, lan.name(), Sysctl.Name.ARP_IGNORE);
      }
    }
    return missing;
  }

  private static void add(List<Setting> missing, HostFacts facts, String device, Sysctl.Name name) {
    if (!good(name).contains(facts.setting(device, name))) {
      missing.add(new Setting(new Sysctl(device, name), wanted(name)));
    }
  }

  static Set<Integer> good(Sysctl.Name name) {
    return name == Sysctl.Name.ARP_IGNORE ? IGNORE : ANNOUNCE;
  }

  static int wanted(Sysctl.Name name) {
    return name == Sysctl.Name.ARP_IGNORE ? 1 : 2;
  }
}

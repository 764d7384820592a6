package dev.lvsd.probe;

import static java.util.stream.Collectors.joining;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges who answers for virtual addresses, and names machines by their hardware addresses. Pure.
 */
final class Owners {
  private final Set<MacAddress> own = new HashSet<>();
  private final Map<MacAddress, Set<String>> servers = new HashMap<>();
  private final Map<MacAddress, Set<String>> others = new HashMap<>();

  /**
   * Learns who is who.
   *
   * @param nics of this director
   * @param neighbours machines by address
   * @param targets real servers
   */
  Owners(List<Nic> nics, Map<InetAddress, List<Way.Frame>> neighbours, Collection<Target> targets) {
    nics.forEach(nic -> nic.mac().ifPresent(own::add));
    Map<InetAddress, String> names = new HashMap<>();
    targets.forEach(target -> names.put(target.address(), target.label()));
    neighbours.forEach(
        (address, frames) -> {
          String name = names.get(address);
          Map<MacAddress, Set<String>> known = name == null ? others : servers;
          String text = name == null ? Addresses.text(address) : name;
          frames.forEach(f -> known.computeIfAbsent(f.mac(), m -> new TreeSet<>()).add(text));
        });
  }

  /**
   * Judges one address.
   *
   * @param vip the virtual address
   * @param interfaceName where it was asked
   * @param here whether this director has it
   * @param macs what was answered
   */
  VipReport judge(InetAddress vip, String interfaceName, boolean here, Set<MacAddress> macs) {
    List<VipReport.Answer> answers = new ArrayList<>();
    Map<String, MacAddress> sorted = new TreeMap<>();
    macs.stream().filter(mac -> !own.contains(mac)).forEach(mac -> sorted.put(mac.toString(), mac));
    sorted.values().forEach(mac -> answers.add(answer(mac)));
    List<String> faults = new ArrayList<>();
    Optional<String> note = Optional.empty();
    boolean anotherDirector =
        !here && answers.stream().filter(answer -> !answer.isRealServer()).count() == 1;
    for (VipReport.Answer answer : answers) {
      String says = Addresses.text(vip) + " is answered for by " + answer;
      if (answer.isRealServer()) {
        faults.add(says + "; clients reach it past the director; try: lvsctl rs apply");
      } else if (anotherDirector) {
        note = Optional.of(says + "; this director does not have it");
      } else {
        faults.add(says + "; two machines have the same address: find out which should not");
      }
    }
    if (answers.isEmpty() && !here) {
      faults.add(
          "nobody answers for " + Addresses.text(vip) + "; lvsctl vip list shows where VIPs are");
    }
    return new VipReport(vip, Optional.of(interfaceName), here, answers, faults, note);
  }

  private VipReport.Answer answer(MacAddress mac) {
    Set<String> server = servers.get(mac);
    Set<String> known = server == null ? others.get(mac) : server;
    return new VipReport.Answer(
        mac,
        Optional.ofNullable(known).map(names -> names.stream().collect(joining(", "))),
        server != null);
  }
}

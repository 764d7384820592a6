package dev.lvsd.cli;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.ConnectionLoad;
import dev.lvsd.advise.HostFinding;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.advise.Verdict;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableGeometry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A director as a test laid it down; keeps what it was asked. */
final class ScriptedHost implements HostOperations {
  static final HostFinding MISSING =
      new HostFinding(
          "module ip_vs_mh",
          Verdict.PROBLEM,
          "not loaded",
          "needed: scheduler mh of service web",
          "modprobe ip_vs_mh");

  HostReport report =
      new HostReport(
          List.of(new HostFinding("kernel", Verdict.OK, "Linux 6.1.176", "", ""), MISSING));
  List<Path> files;
  ConnTableQuestion question;

  @Override
  public HostReport check(List<Path> definitions) {
    files = definitions;
    return report;
  }

  @Override
  public ConnTableAdvice connTable(ConnTableQuestion asked) {
    question = asked;
    String release = asked.release().orElse("6.1.176");
    return ConnTableAdvice.of(
        asked.load().orElse(new ConnectionLoad(12, 3, false, "in the table now")),
        new ConnTableAdvice.Kernel(
            release,
            TableGeometry.of(KernelRelease.parse(release), 1L << 22),
            -4,
            OptionalInt.of(12),
            Optional.empty()));
  }

  @Override
  public List<SysctlAdvice> sysctls(List<Path> definitions) {
    files = definitions;
    return List.of(
        new SysctlAdvice(
            "net.ipv4.ip_forward", Optional.of("0"), "1", Verdict.PROBLEM, "nat needs it"),
        new SysctlAdvice(
            "net.ipv4.vs.conntrack", Optional.empty(), "0", Verdict.UNKNOWN, "costs memory"));
  }

  @Override
  public Map<String, ModulePresence> modules(Set<String> names) {
    Map<String, ModulePresence> found = new HashMap<>();
    names.forEach(name -> found.put(name, ModulePresence.LOADABLE));
    found.put("ip_vs_twos", ModulePresence.ABSENT);
    found.put("ip_vs_wlc", ModulePresence.LOADED);
    return found;
  }
}

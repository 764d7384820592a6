package dev.lvsd.advise;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.SysctlName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Explains the state of a director.
 *
 * @param choice who forwards
 * @param wants what a definition wants of it; of an empty definition nothing
 * @param uses what it is for
 * @param vips addresses of the services in its table
 * @param host as it is
 * @param kernel what the kernel says of itself
 */
public record HostCheck(
    PlaneChoice choice,
    HostWants wants,
    Uses uses,
    Set<InetAddress> vips,
    HostState host,
    KernelFacts kernel) {
  private static final String IPVS = "ip_vs";
  private static final String APPLY = "lvsctl apply";

  /** Copies the set. */
  public HostCheck {
    vips = Set.copyOf(vips);
  }

  /**
   * Looks at everything.
   *
   * @return findings about kernel, modules, table, settings and addresses, in that order
   */
  public HostReport report() {
    List<HostFinding> findings = new ArrayList<>();
    findings.add(HostFinding.ok("kernel", "Linux " + kernel.release(), ""));
    findings.add(dataPlane());
    if (!choice.isUserspace()) {
      findings.add(ipvs());
      OptionalInt bits = wants.connTabBits(host.ipvs(), host.sysctls());
      findings.addAll(new TableCheck(bits, host.ipvs(), kernel).findings());
      wants.modules().forEach((name, reason) -> module(name, reason).ifPresent(findings::add));
    }
    wants.sysctls().forEach((name, value) -> findings.add(wanted(name, value)));
    findings.addAll(judged());
    findings.addAll(addresses());
    return new HostReport(findings);
  }

  private HostFinding dataPlane() {
    return choice.isUserspace()
        ? HostFinding.ok(
            "data plane",
            "the Java plane",
            choice.reason() + "; it forwards as long as lvsd runs, so keep that running")
        : HostFinding.ok("data plane", "the kernel's IPVS", choice.reason());
  }

  private HostFinding ipvs() {
    String subject = "module " + IPVS;
    return switch (host.ipvs().presence()) {
      case LOADED ->
          HostFinding.ok(
              subject,
              "loaded"
                  + (host.ipvs().users().isEmpty()
                      ? ""
                      : ", used by " + String.join(", ", host.ipvs().users())),
              "");
      case BUILT_IN -> HostFinding.ok(subject, "built into the kernel", "");
      case REPLACED -> HostFinding.ok(subject, "not needed", "");
      case LOADABLE ->
          HostFinding.problem(
              subject,
              "not loaded",
              "without it this host is no director",
              APPLY + " loads it; so does: modprobe ip_vs");
      case ABSENT ->
          HostFinding.problem(
              subject,
              "the running kernel has none",
              "without it this host is no director",
              "install the package with the modules of " + kernel.release());
    };
  }

  private Optional<HostFinding> module(String name, String reason) {
    if (name.equals(IPVS)) {
      return Optional.empty();
    }
    String subject = "module " + name;
    String why = "needed: " + reason;
    ModulePresence presence = host.modules().getOrDefault(name, ModulePresence.ABSENT);
    return Optional.of(
        switch (presence) {
          case LOADED -> HostFinding.ok(subject, "loaded", why);
          case BUILT_IN -> HostFinding.ok(subject, "built into the kernel", why);
          case REPLACED -> HostFinding.ok(subject, "not needed", why);
          case LOADABLE ->
              HostFinding.problem(
                  subject, "not loaded", why, APPLY + " loads it; so does: modprobe " + name);
          case ABSENT ->
              HostFinding.problem(
                  subject,
                  "the running kernel has none",
                  why,
                  "choose another, or a kernel that has it");
        });
  }

  /** A setting that the definition names. */
  private HostFinding wanted(String name, String value) {
    String subject = "sysctl " + name;
    String why = "the definition wants " + value;
    String present = host.sysctls().get(name);
    if (present == null) {
      return HostFinding.problem(subject, "not there", why, unset(name));
    }
    if (!IpvsSysctl.isSame(SysctlName.parse(name), value, present)) {
      return HostFinding.problem(subject, present, why, APPLY + " sets it");
    }
    String persisted = host.persistedSysctls().get(name);
    return value.equals(persisted)
        ? HostFinding.ok(subject, present, why)
        : HostFinding.consider(
            subject, present + ", until the next boot", why, APPLY + " makes it last");
  }

  private String unset(String name) {
    if (choice.isUserspace() && SysctlName.parse(name).isIpvs()) {
      return "nothing: the Java plane has its own once it runs";
    }
    return host.ipvs().presence().isActive() ? missing(name) : "load ip_vs first";
  }

  private static String missing(String name) {
    SysctlName parsed = SysctlName.parse(name);
    return IpvsSysctl.find(parsed.leaf())
        .filter(known -> parsed.isIpvs() && !known.origin().isEmpty())
        .map(known -> "remove it from the definition; it is on " + known.origin())
        .orElse("remove it from the definition; this kernel does not have it");
  }

  /** Settings that the definition leaves open. */
  private List<HostFinding> judged() {
    return SysctlRules.judge(uses, host.sysctls(), kernel).stream()
        .filter(advice -> !wants.sysctls().containsKey(advice.name()))
        .filter(advice -> advice.verdict() != Verdict.UNKNOWN || host.ipvs().presence().isActive())
        .map(HostCheck::finding)
        .toList();
  }

  private static HostFinding finding(SysctlAdvice advice) {
    boolean good = advice.verdict() == Verdict.OK;
    return new HostFinding(
        "sysctl " + advice.name(),
        advice.verdict(),
        advice.present().orElse("cannot be read"),
        advice.reason(),
        good ? "" : "set it to " + advice.wanted() + ", in director.sysctls");
  }

  private List<HostFinding> addresses() {
    List<HostFinding> findings = new ArrayList<>();
    for (InterfaceAddress vip : wants.vips().keySet()) {
      findings.add(vip(vip));
    }
    Collection<InetAddress> named =
        wants.vips().keySet().stream().map(InterfaceAddress::address).toList();
    vips.stream()
        .filter(vip -> !named.contains(vip))
        .sorted(Comparator.comparing(Addresses::text))
        .map(this::unnamed)
        .forEach(findings::add);
    return findings;
  }

  private HostFinding vip(InterfaceAddress vip) {
    String subject = "VIP " + Addresses.text(vip.address());
    String why = "the definition wants it on " + vip.interfaceName();
    if (!host.interfaces().contains(vip.interfaceName())) {
      return HostFinding.problem(
          subject,
          "there is no interface " + vip.interfaceName(),
          why,
          "name one of " + String.join(", ", host.interfaces()));
    }
    Optional<InterfaceAddress> found = find(vip.address());
    if (found.isEmpty()) {
      return HostFinding.problem(subject, "missing", why, APPLY + " adds it");
    }
    return found.get().interfaceName().equals(vip.interfaceName())
        ? HostFinding.ok(subject, "on " + vip.interfaceName(), "")
        : HostFinding.problem(
            subject,
            "on " + found.get().interfaceName(),
            why,
            "remove it there: ip address del "
                + Addresses.text(vip.address())
                + "/"
                + found.get().prefixLength()
                + " dev "
                + found.get().interfaceName());
  }

  /** The address of a service in the table, of which no definition says where it should be. */
  private HostFinding unnamed(InetAddress vip) {
    String subject = "VIP " + Addresses.text(vip);
    return find(vip)
        .map(found -> HostFinding.ok(subject, "on " + found.interfaceName(), ""))
        .orElseGet(
            () ->
                HostFinding.consider(
                    subject,
                    "no address of this host",
                    "packets to it reach IPVS only if something else makes them local",
                    "name director.vipInterface, or add it by hand"));
  }

  private Optional<InterfaceAddress> find(InetAddress address) {
    return host.addresses().stream().filter(each -> each.address().equals(address)).findFirst();
  }
}

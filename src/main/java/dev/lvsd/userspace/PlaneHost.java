package dev.lvsd.userspace;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.diag.Blame;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.host.HostException;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.SysctlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The host of a director whose packets the Java plane forwards: modules are replaced, settings of
 * IPVS and VIPs are the plane's, all else is the machine's.
 */
public final class PlaneHost implements Host {
  private final Host machine;
  private final JavaPlane plane;

  /**
   * Puts a plane on a machine.
   *
   * @param machine closed by the caller
   * @param plane begins with the first change that it is asked for
   */
  public PlaneHost(Host machine, JavaPlane plane) {
    this.machine = machine;
    this.plane = plane;
  }

  @Override
  public HostState look(HostQuestion question) {
    Set<String> ofMachine = new TreeSet<>(question.sysctls());
    ofMachine.removeIf(name -> SysctlName.parse(name).isIpvs());
    HostState found = machine.look(new HostQuestion(Set.of(), ofMachine));
    Map<String, String> sysctls = new TreeMap<>(found.sysctls());
    for (String name : question.sysctls()) {
      ofPlane(name).ifPresent(sysctl -> sysctls.put(name, "" + plane.get(sysctl)));
    }
    Map<String, ModulePresence> modules = new TreeMap<>();
    question.modules().forEach(name -> modules.put(name, ModulePresence.REPLACED));
    List<InterfaceAddress> addresses = new ArrayList<>(found.addresses());
    addresses.removeIf(each -> each.interfaceName().equals(plane.device()));
    addresses.addAll(plane.vips());
    return new HostState(
        replaced(found.ipvs()),
        modules,
        sysctls,
        found.persistedSysctls(),
        found.interfaces(),
        addresses);
  }

  private static IpvsModule replaced(IpvsModule module) {
    return new IpvsModule(
        ModulePresence.REPLACED,
        OptionalInt.empty(),
        true,
        module.smallestBits(),
        module.largestBits(),
        module.configuredBits(),
        List.of());
  }

  private static Optional<Sysctl> ofPlane(String name) {
    SysctlName parsed = SysctlName.parse(name);
    return parsed.isIpvs() ? PlaneLimits.sysctl(parsed.leaf()) : Optional.empty();
  }

  @Override
  public void execute(HostCommand command) {
    if (command instanceof HostCommand.AddAddress add) {
      plane.add(add.address());
    } else if (command instanceof HostCommand.RemoveAddress remove) {
      remove(remove);
    } else if (command instanceof HostCommand.SetSysctl set
        && SysctlName.parse(set.name()).isIpvs()) {
      set(set);
    } else if (command instanceof HostCommand.LoadModule
        || command instanceof HostCommand.UnloadModule) {
      throw refused(command, "the Java plane forwards here, and needs no module");
    } else {
      machine.execute(command);
    }
  }

  /** One that the plane does not serve is there from another time. */
  private void remove(HostCommand.RemoveAddress command) {
    if (plane.vips().contains(command.address())) {
      plane.remove(command.address());
    } else {
      machine.execute(command);
    }
  }

  private void set(HostCommand.SetSysctl command) {
    Sysctl sysctl =
        ofPlane(command.name())
            .orElseThrow(() -> refused(command, "the Java plane does not have it"));
    try {
      plane.set(sysctl, Integer.parseInt(command.value().strip()));
    } catch (NumberFormatException e) {
      throw refused(command, "it takes a whole number");
    }
  }

  private static HostException refused(HostCommand command, String reason) {
    return new HostException(Blame.USER, command.describe() + ": " + reason, null);
  }

  /** Leaves machine and plane open. */
  @Override
  public void close() {}
}

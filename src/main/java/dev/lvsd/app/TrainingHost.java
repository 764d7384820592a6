package dev.lvsd.app;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableBits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** A host that has everything and takes every command: enough for a {@link StartupTraining}. */
final class TrainingHost implements Host {
  private static final IpvsModule IPVS =
      new IpvsModule(
          ModulePresence.LOADED,
          OptionalInt.of(TableBits.KERNEL_DEFAULT),
          false,
          TableBits.SMALLEST,
          TableBits.LARGEST,
          OptionalInt.empty(),
          List.of());

  /** With a {@link TrainingIpvs}. */
  static Means means() {
    return new Means(
        TrainingIpvs::new, TrainingHost::new, () -> IpvsAvailability.ACTIVE, Optional.empty());
  }

  @Override
  public HostState look(HostQuestion question) {
    Map<String, ModulePresence> modules = new TreeMap<>();
    question.modules().forEach(name -> modules.put(name, ModulePresence.LOADED));
    Map<String, String> sysctls = new TreeMap<>();
    question.sysctls().forEach(name -> sysctls.put(name, "0"));
    return new HostState(IPVS, modules, sysctls, Map.of(), Set.of("eth0"), List.of());
  }

  @Override
  public void execute(HostCommand command) {
    // everything works
  }

  @Override
  public void close() {
    // holds nothing
  }
}

package dev.lvsd.host;

import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.SysctlName;
import dev.lvsd.model.TableGeometry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The modules of a director: {@code ip_vs} with its parameter, and those that belong to it. */
final class DirectorModules {
  private static final String IPVS = "ip_vs";
  private static final String BITS = "conn_tab_bits";

  private final Modules modules;
  private final ModprobeFile configuration;
  private final SysctlTree sysctls;
  private final TableGeometry geometry;

  DirectorModules(
      Modules modules, ModprobeFile configuration, SysctlTree sysctls, TableGeometry geometry) {
    this.modules = modules;
    this.configuration = configuration;
    this.sysctls = sysctls;
    this.geometry = geometry;
  }

  /** The module {@code ip_vs}. */
  IpvsModule ipvs() {
    ModulePresence presence = presence(Set.of(IPVS)).getOrDefault(IPVS, ModulePresence.ABSENT);
    return new IpvsModule(
        presence,
        presence.isActive() ? bits() : OptionalInt.empty(),
        presence.isActive() ? resizes() : geometry.growing(),
        geometry.smallestBits(),
        geometry.largestBits(),
        configuration.connTabBits(),
        modules.users(IPVS));
  }

  /** Where each of some modules is. */
  Map<String, ModulePresence> presence(Collection<String> names) {
    return modules.presence(names);
  }

  void configure(HostCommand.ConfigureModule command) {
    configuration.write(command);
  }

  /** Loads a module; {@code ip_vs} with what lvsd configured, whatever other files say. */
  void load(HostCommand.LoadModule command) {
    OptionalInt bits = configuration.connTabBits();
    boolean configured = command.module().equals(IPVS) && bits.isPresent();
    modules.load(command, configured ? List.of(BITS + "=" + bits.getAsInt()) : List.of());
  }

  void unload(HostCommand.UnloadModule command) {
    modules.unload(command);
  }

  private OptionalInt bits() {
    return modules
        .parameter(IPVS, BITS)
        .filter(value -> value.matches("[0-9]{1,3}"))
        .map(value -> OptionalInt.of(Integer.parseInt(value)))
        .orElse(OptionalInt.empty());
  }

  private boolean resizes() {
    return sysctls.read(SysctlName.ipvs("conn_lfactor")).isPresent();
  }
}

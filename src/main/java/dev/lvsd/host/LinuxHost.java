package dev.lvsd.host;

import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.SysctlName;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machine on which this runs, in the network namespace of the thread that opened it; modules
 * and the files below {@code /etc} belong to the whole machine.
 */
public final class LinuxHost implements Host {
  private final DirectorModules modules;
  private final SysctlTree sysctls;
  private final SysctlFile persisted;
  private final Interfaces interfaces;

  private LinuxHost(HostPaths paths, Interfaces interfaces) {
    ModprobeFile modprobe = new ModprobeFile(paths);
    this.sysctls = new SysctlTree(paths.sysctls());
    this.persisted = new SysctlFile(paths.sysctlFile());
    this.modules =
        new DirectorModules(
            new Modules(paths, SystemPrograms::run),
            modprobe,
            sysctls,
            new KernelFactsReader(paths).geometry());
    this.interfaces = interfaces;
  }

  /**
   * Opens this machine.
   *
   * @return to be closed by the caller
   * @throws dev.lvsd.diag.LvsdException if there is no netlink socket to be had
   */
  public static LinuxHost open() {
    return open(HostPaths.SYSTEM);
  }

  /**
   * Opens this machine, with some of its files elsewhere.
   *
   * @param paths where things are
   * @return to be closed by the caller
   * @throws dev.lvsd.diag.LvsdException if there is no netlink socket to be had
   */
  public static LinuxHost open(HostPaths paths) {
    return new LinuxHost(paths, Interfaces.open());
  }

  @Override
  public HostState look(HostQuestion question) {
    Map<String, String> values = new TreeMap<>();
    for (String name : question.sysctls()) {
      sysctls.read(SysctlName.parse(name)).ifPresent(value -> values.put(name, value));
    }
    Interfaces.Present present = interfaces.look();
    return new HostState(
        modules.ipvs(),
        modules.presence(question.modules()),
        values,
        persisted.read(),
        present.names(),
        present.addresses());
  }

  @Override
  public void execute(HostCommand command) {
    if (command instanceof HostCommand.ConfigureModule configure) {
      modules.configure(configure);
    } else if (command instanceof HostCommand.LoadModule load) {
      modules.load(load);
    } else if (command instanceof HostCommand.UnloadModule unload) {
      modules.unload(unload);
    } else if (command instanceof HostCommand.SetSysctl set) {
      sysctls.set(set);
    } else if (command instanceof HostCommand.PersistSysctls persist) {
      persisted.write(persist);
    } else if (command instanceof HostCommand.AddAddress add) {
      interfaces.add(add);
    } else if (command instanceof HostCommand.RemoveAddress remove) {
      interfaces.remove(remove);
    } else if (command instanceof HostCommand.Announce announce) {
      interfaces.announce(announce);
    }
  }

  @Override
  public void close() {
    interfaces.close();
  }
}

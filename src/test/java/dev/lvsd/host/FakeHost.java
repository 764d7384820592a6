package dev.lvsd.host;

import dev.lvsd.diag.Blame;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableBits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A director in memory, with {@code ip_vs} loaded and interfaces {@code lo} and {@code eth0}. Tests
 * change it behind lvsd's back with the methods that no {@link Host} has. {@code FakeHostTest}
 * holds it to the contract.
 */
public final class FakeHost implements Host {
  private final Map<String, ModulePresence> modules = new TreeMap<>();
  private final Map<String, String> sysctls = new TreeMap<>();
  private final Map<String, String> persisted = new TreeMap<>();
  private final Set<String> interfaces = new TreeSet<>(List.of("eth0", "lo"));
  private final Set<InterfaceAddress> addresses = new LinkedHashSet<>();
  private final List<HostCommand> executed = new ArrayList<>();
  private OptionalInt bits = OptionalInt.empty();
  private OptionalInt configuredBits = OptionalInt.empty();
  private boolean growing;
  private Predicate<HostCommand> refused = command -> false;
  private Consumer<HostCommand> before = command -> {};

  /** A director like Debian's: modules for every scheduler, nothing configured. */
  public FakeHost() {
    module("ip_vs", ModulePresence.LOADED);
    for (String scheduler : List.of("rr", "wrr", "lc", "wlc", "sh", "mh")) {
      module("ip_vs_" + scheduler, ModulePresence.LOADABLE);
    }
    module("ip_vs_ftp", ModulePresence.LOADABLE);
    module("ip_vs_pe_sip", ModulePresence.LOADABLE);
    sysctl("net.ipv4.vs.expire_nodest_conn", "0");
    sysctl("net.ipv4.vs.sync_threshold", "3 50");
    sysctl("net.ipv4.ip_forward", "0");
  }

  /** Says where a module is; one that is not named is absent. */
  public void module(String name, ModulePresence presence) {
    modules.put(name, presence);
    if (name.equals("ip_vs")) {
      bits = presence.isActive() ? OptionalInt.of(TableBits.KERNEL_DEFAULT) : OptionalInt.empty();
    }
  }

  /** Loads every module that there is. */
  public void loadAll() {
    modules.replaceAll(
        (name, presence) -> presence == ModulePresence.LOADABLE ? ModulePresence.LOADED : presence);
  }

  /** The size in force, as if the module had been loaded with it. */
  public void connTabBits(int inForce) {
    bits = OptionalInt.of(inForce);
  }

  /** Whether this kernel's tables grow by themselves. */
  public void growing(boolean byThemselves) {
    growing = byThemselves;
  }

  /** Gives a sysctl a value, and the kernel the sysctl if it has none of that name. */
  public void sysctl(String name, String value) {
    sysctls.put(name, value);
  }

  /** The value of a sysctl that exists. */
  public String sysctl(String name) {
    return sysctls.get(name);
  }

  /** Takes a sysctl away, as one that comes with a module. */
  public void removeSysctl(String name) {
    sysctls.remove(name);
  }

  /** Adds an interface. */
  public void addInterface(String name) {
    interfaces.add(name);
  }

  /** The addresses as text, in the order in which they were added. */
  public List<String> addresses() {
    return addresses.stream().map(InterfaceAddress::toString).toList();
  }

  /** Adds an address, as another program does. */
  public void addAddress(InterfaceAddress address) {
    addresses.add(address);
  }

  /** Refuses the commands that {@code which} picks. */
  public void refuse(Predicate<HostCommand> which) {
    refused = which;
  }

  /** Calls {@code action} before each command: the place of another writer, or of a SIGKILL. */
  public void before(Consumer<HostCommand> action) {
    before = action;
  }

  /** Everything that was tried, in words and in order. */
  public List<String> executed() {
    return executed.stream().map(HostCommand::describe).toList();
  }

  /** Forgets what was tried. */
  public void forgetExecuted() {
    executed.clear();
  }

  @Override
  public HostState look(HostQuestion question) {
    Map<String, ModulePresence> where = new TreeMap<>();
    question.modules().forEach(name -> where.put(name, presence(name)));
    Map<String, String> values = new TreeMap<>(sysctls);
    values.keySet().retainAll(question.sysctls());
    IpvsModule ipvs =
        new IpvsModule(
            presence("ip_vs"),
            bits,
            growing,
            TableBits.SMALLEST,
            20,
            configuredBits,
            users("ip_vs"));
    return new HostState(ipvs, where, values, persisted, interfaces, List.copyOf(addresses));
  }

  @Override
  public void execute(HostCommand command) {
    before.accept(command);
    executed.add(command);
    if (refused.test(command)) {
      throw failure(command, "refused");
    }
    if (command instanceof HostCommand.ConfigureModule configure) {
      configuredBits = configure.connTabBits();
    } else if (command instanceof HostCommand.LoadModule load) {
      load(load);
    } else if (command instanceof HostCommand.UnloadModule unload) {
      unload(unload);
    } else if (command instanceof HostCommand.SetSysctl set) {
      unless(sysctls.containsKey(set.name()), command, "the kernel has no such sysctl");
      sysctls.put(set.name(), set.value());
    } else if (command instanceof HostCommand.PersistSysctls persist) {
      persisted.clear();
      persisted.putAll(persist.values());
    } else if (command instanceof HostCommand.AddAddress add) {
      unless(interfaces.contains(add.address().interfaceName()), command, "no such interface");
      addresses.add(add.address());
    } else if (command instanceof HostCommand.RemoveAddress remove) {
      addresses.remove(remove.address());
    } else if (command instanceof HostCommand.Announce announce) {
      unless(interfaces.contains(announce.address().interfaceName()), command, "no such interface");
    }
  }

  @Override
  public void close() {
    // holds nothing
  }

  private ModulePresence presence(String module) {
    return modules.getOrDefault(module, ModulePresence.ABSENT);
  }

  private List<String> users(String module) {
    Collection<String> names = modules.keySet();
    return names.stream()
        .filter(name -> name.startsWith(module + "_") && presence(name) == ModulePresence.LOADED)
        .toList();
  }

  private void load(HostCommand.LoadModule load) {
    ModulePresence presence = presence(load.module());
    unless(presence != ModulePresence.ABSENT, load, "the kernel has no such module");
    if (presence != ModulePresence.LOADABLE) {
      return;
    }
    if (load.module().startsWith("ip_vs_")) {
      load(new HostCommand.LoadModule("ip_vs"));
    }
    modules.put(load.module(), ModulePresence.LOADED);
    if (load.module().equals("ip_vs")) {
      bits = OptionalInt.of(configuredBits.orElse(TableBits.KERNEL_DEFAULT));
    }
  }

  private void unload(HostCommand.UnloadModule unload) {
    unless(presence(unload.module()) != ModulePresence.BUILT_IN, unload, "it is built in");
    if (presence(unload.module()) == ModulePresence.LOADED) {
      users(unload.module()).forEach(user -> modules.put(user, ModulePresence.LOADABLE));
      module(unload.module(), ModulePresence.LOADABLE);
    }
  }

  private static void unless(boolean good, HostCommand command, String reason) {
    if (!good) {
      throw failure(command, reason);
    }
  }

  private static HostException failure(HostCommand command, String reason) {
    return new HostException(Blame.HOST, command.describe() + ": " + reason, null);
  }
}

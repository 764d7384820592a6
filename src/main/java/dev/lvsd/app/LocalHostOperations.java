package dev.lvsd.app;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.ConnectionLoad;
import dev.lvsd.advise.HostCheck;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.advise.SysctlRules;
import dev.lvsd.advise.Uses;
import dev.lvsd.cli.HostOperations;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.TableBits;
import dev.lvsd.model.TableGeometry;
import dev.lvsd.model.TableWish;
import dev.lvsd.model.VirtualService;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks at this machine and lets {@code advise} judge. Owned by one thread. */
final class LocalHostOperations implements HostOperations {
  private static final long PAGES_OF_16_GIB = 1L << 22;

  private final Supplier<? extends Host> host;
  private final Supplier<KernelFacts> kernel;
  private final Supplier<? extends Ipvs> dataPlane;
  private final Function<Definition, PlaneChoice> chooser;
  private final Function<List<Path>, Definition> reader;

  /**
   * Operations on a host.
   *
   * @param host opened at most once by the supplier, and closed by its owner
   * @param dataPlane the same of the table; asked only while it is active
   * @param chooser who forwards for a definition
   */
  LocalHostOperations(
      Supplier<? extends Host> host,
      Supplier<KernelFacts> kernel,
      Supplier<? extends Ipvs> dataPlane,
      Function<Definition, PlaneChoice> chooser,
      Function<List<Path>, Definition> reader) {
    this.host = host;
    this.kernel = kernel;
    this.dataPlane = dataPlane;
    this.chooser = chooser;
    this.reader = reader;
  }

  @Override
  public HostReport check(List<Path> files) {
    Definition definition = files.isEmpty() ? new Definition(List.of()) : reader.apply(files);
    HostWants wants = HostWants.of(definition);
    List<VirtualService> table = table();
    Uses uses = files.isEmpty() ? uses(table) : Uses.of(definition);
    Set<String> sysctls = new TreeSet<>(SysctlRules.names(uses));
    sysctls.addAll(wants.question(Ownership.NONE).sysctls());
    HostState state = host.get().look(new HostQuestion(wants.modules().keySet(), sysctls));
    return new HostCheck(chooser.apply(definition), wants, uses, vips(table), state, kernel.get())
        .report();
  }

  @Override
  public ConnTableAdvice connTable(ConnTableQuestion question) {
    return ConnTableAdvice.of(
        question.load().orElseGet(this::present),
        question.release().map(LocalHostOperations::another).orElseGet(this::running));
  }

  @Override
  public List<SysctlAdvice> sysctls(List<Path> files) {
    Uses uses = files.isEmpty() ? uses(table()) : Uses.of(reader.apply(files));
    HostState state = host.get().look(new HostQuestion(Set.of(), SysctlRules.names(uses)));
    return SysctlRules.judge(uses, state.sysctls(), kernel.get());
  }

  @Override
  public Map<String, ModulePresence> modules(Set<String> names) {
    return host.get().look(new HostQuestion(names, Set.of())).modules();
  }

  /** What the table holds now. The kernel counts it from 7.1 on; before, its servers know. */
  private ConnectionLoad present() {
    List<ServerStatus> servers =
        table().stream().flatMap(service -> service.servers().stream()).toList();
    long templates = servers.stream().mapToLong(ServerStatus::persistentConnections).sum();
    boolean nat =
        servers.stream().anyMatch(server -> server.spec().forwarding() == ForwardingMethod.NAT);
    long connections =
        kernel
            .get()
            .table()
            .map(ConnTableStatus::connections)
            .map(entries -> Math.max(0, entries - templates))
            .orElseGet(
                () ->
                    servers.stream()
                        .mapToLong(each -> each.activeConnections() + each.inactiveConnections())
                        .sum());
    return new ConnectionLoad(connections, templates, nat, "in the table now");
  }

  private ConnTableAdvice.Kernel running() {
    KernelFacts facts = kernel.get();
    HostState state = host.get().look(new HostQuestion(Set.of(), Set.of(TableWish.LOAD_FACTOR)));
    int loadFactor =
        Optional.ofNullable(state.sysctls().get(TableWish.LOAD_FACTOR))
            .map(Integer::valueOf)
            .orElse(TableBits.DEFAULT_LOAD_FACTOR);
    return new ConnTableAdvice.Kernel(
        facts.release(), facts.geometry(), loadFactor, state.ipvs().connTabBits(), facts.table());
  }

  /** Another kernel, on a machine with memory enough not to limit it much. */
  private static ConnTableAdvice.Kernel another(String release) {
    try {
      return new ConnTableAdvice.Kernel(
          release,
          TableGeometry.of(KernelRelease.parse(release), PAGES_OF_16_GIB),
          TableBits.DEFAULT_LOAD_FACTOR,
          OptionalInt.empty(),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new LvsdException(Blame.USER, "--kernel: " + e.getMessage(), e);
    }
  }

  /** The services; opening the table would load the module, and looking must change nothing. */
  private List<VirtualService> table() {
    boolean active =
        host.get().look(new HostQuestion(Set.of(), Set.of())).ipvs().presence().isActive();
    return active ? dataPlane.get().table() : List.of();
  }

  private Uses uses(List<VirtualService> table) {
    return Uses.of(table, table.isEmpty() ? List.of() : dataPlane.get().syncDaemons());
  }

  private static Set<InetAddress> vips(List<VirtualService> table) {
    Set<InetAddress> vips = new HashSet<>();
    for (VirtualService service : table) {
      if (service.key() instanceof AddressKey key) {
        vips.add(key.address());
      }
    }
    return vips;
  }
}

package dev.lvsd.ipvs;

import dev.lvsd.diag.Blame;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A data plane in memory that forwards nothing: keeps a table, refuses what the kernel refuses with
 * the kernel's numbers, and lets tests set connection numbers, inject refusals and play the other
 * writer. {@code FakeIpvsTest} holds it to the contract.
 */
public final class FakeIpvs implements Ipvs {
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  private static final int EEXIST = 17;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;

  private final Map<ServiceKey, Service> table = new LinkedHashMap<>();
  private final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);
  private final List<IpvsCommand> executed = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private Timeouts timeouts = new Timeouts(900, 120, 300);
  private Predicate<IpvsCommand> refused = command -> false;
  private int refusal;
  private Consumer<IpvsCommand> before = command -> {};
  private Predicate<IpvsCommand> fatal = command -> false;

  private static final class Service {
    ServiceSpec spec;

    /** Newest last; the contract's order is the other way round. */
    final Map<ServerKey, ServerStatus> servers = new LinkedHashMap<>();

    Service(ServiceSpec spec) {
      this.spec = spec;
    }
  }

  /** Refuses the commands that {@code which} picks, with {@code errno}. */
  public void refuse(Predicate<IpvsCommand> which, int errno) {
    refused = which;
    refusal = errno;
  }

  /** Calls {@code action} before each command: the place of another writer, or of a SIGKILL. */
  public void before(Consumer<IpvsCommand> action) {
    before = action;
  }

  /** The data plane goes away when it is given a command that {@code which} picks. */
  public void failAt(Predicate<IpvsCommand> which) {
    fatal = which;
  }

  /** Sets the connection numbers of a server. */
  public void connections(ServiceKey service, ServerKey server, long active, long inactive) {
    table
        .get(service)
        .servers
        .computeIfPresent(
            server,
            (key, was) -> new ServerStatus(was.spec(), active, inactive, 0, was.statistics()));
  }

  /** Everything that was tried, in order. */
  public List<IpvsCommand> executed() {
    return List.copyOf(executed);
  }

  /** Forgets what was tried. */
  public void forgetExecuted() {
    executed.clear();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    all.remove(Capability.FULLNAT);
    all.remove(Capability.RESIZABLE_TABLES);
    return all;
  }

  @Override
  public DataPlaneInfo info() {
    return new DataPlaneInfo(0x010201, 4096);
  }

  @Override
  public List<ServiceStatus> services() {
    return table.values().stream().map(s -> new ServiceStatus(s.spec, Statistics.ZERO)).toList();
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    return Optional.ofNullable(table.get(key)).map(s -> new ServiceStatus(s.spec, Statistics.ZERO));
  }

  @Override
  public List<ServerStatus> servers(ServiceKey service) {
    Service found = table.get(service);
    if (found == null) {
      return List.of();
    }
    List<ServerStatus> newestFirst = new ArrayList<>(found.servers.values());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public List<VirtualService> table() {
    return services().stream()
        .map(status -> new VirtualService(status, servers(status.key())))
        .toList();
  }

  @Override
  public Timeouts timeouts() {
    return timeouts;
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return List.copyOf(daemons.values());
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    connections.forEach(consumer);
  }

  @Override
  public void execute(IpvsCommand command) {
    before.accept(command);
    executed.add(command);
    if (fatal.test(command)) {
      throw new IpvsException(Blame.HOST, 0, "the data plane does not answer", null);
    }
    if (refused.test(command)) {
      throw refusal(command, refusal);
    }
    int errno = change(command);
    if (errno != 0) {
      throw refusal(command, errno);
    }
  }

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    for (IpvsCommand command : commands) {
      if (fatal.test(command)) {
        throw new IpvsException(Blame.HOST, 0, "the data plane does not answer", null);
      }
      try {
        execute(command);
      } catch (IpvsException e) {
        listener.failed(command, e);
        if (mode == FailureMode.STOP) {
          return;
        }
        continue;
      }
      listener.done(command);
    }
  }

  @Override
  public void close() {
    // holds nothing
  }

  private static IpvsException refusal(IpvsCommand command, int errno) {
    return new IpvsException(
        Blame.KERNEL, errno, command.describe() + ": refused (errno " + errno + ")", null);
  }

  private int change(IpvsCommand command) {
    if (command instanceof IpvsCommand.CreateService create) {
      return create(create.spec());
    } else if (command instanceof IpvsCommand.UpdateService update) {
      return update(update.spec());
    } else if (command instanceof IpvsCommand.DeleteService delete) {
      return table.remove(delete.service()) == null ? ESRCH : 0;
    } else if (command instanceof IpvsCommand.AddServer add) {
      return addServer(add.service(), add.spec());
    } else if (command instanceof IpvsCommand.UpdateServer update) {
      return updateServer(update.service(), update.spec());
    } else if (command instanceof IpvsCommand.RemoveServer remove) {
      Service service = table.get(remove.service());
      return service == null ? ESRCH : service.servers.remove(remove.server()) == null ? ENOENT : 0;
    } else if (command instanceof IpvsCommand.SetTimeouts set) {
      Timeouts wanted = set.timeouts();
      timeouts =
          new Timeouts(
              wanted.tcpSeconds() == 0 ? timeouts.tcpSeconds() : wanted.tcpSeconds(),
              wanted.tcpFinSeconds() == 0 ? timeouts.tcpFinSeconds() : wanted.tcpFinSeconds(),
              wanted.udpSeconds() == 0 ? timeouts.udpSeconds() : wanted.udpSeconds());
      return 0;
    } else if (command instanceof IpvsCommand.StartSyncDaemon start) {
      return startDaemon(start.daemon());
    } else if (command instanceof IpvsCommand.StopSyncDaemon stop) {
      return daemons.remove(stop.role()) == null ? ESRCH : 0;
    } else if (command instanceof IpvsCommand.ZeroService zero) {
      return table.containsKey(zero.service()) ? 0 : ESRCH;
    } else if (command instanceof IpvsCommand.Flush) {
      table.clear();
    }
    return 0;
  }

  private int create(ServiceSpec spec) {
    if (table.containsKey(spec.key())) {
      return EEXIST;
    }
    if (!loadable(spec)) {
      return ENOENT;
    }
    table.put(spec.key(), new Service(spec));
    return 0;
  }

  private int update(ServiceSpec spec) {
    Service service = table.get(spec.key());
    if (service == null) {
      return ESRCH;
    }
    if (!loadable(spec)) {
      return ENOENT;
    }
    service.spec = spec;
    return 0;
  }

  private static boolean loadable(ServiceSpec spec) {
    SchedulerName scheduler = spec.scheduler();
    return (SchedulerName.MAINLINE.contains(scheduler) || scheduler.name().equals("none"))
        && spec.persistenceEngine().filter(engine -> !engine.equals("sip")).isEmpty();
  }

  private int addServer(ServiceKey key, ServerSpec spec) {
    Service service = table.get(key);
    if (service == null) {
      return ESRCH;
    }
    if (!wellFormed(key, spec)) {
      return EINVAL;
    }
    if (service.servers.containsKey(spec.key())) {
      return EEXIST;
    }
    InetAddress address = spec.key().address();
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return EINVAL;
    }
    service.servers.put(spec.key(), new ServerStatus(spec, 0, 0, 0, Statistics.ZERO));
    return 0;
  }

  private int updateServer(ServiceKey key, ServerSpec spec) {
    Service service = table.get(key);
    if (service == null) {
      return ESRCH;
    }
    if (!wellFormed(key, spec)) {
      return EINVAL;
    }
    ServerStatus was = service.servers.get(spec.key());
    if (was == null) {
      return ENOENT;
    }
    service.servers.put(
        spec.key(),
        new ServerStatus(
            spec,
            was.activeConnections(),
            was.inactiveConnections(),
            was.persistentConnections(),
            was.statistics()));
    return 0;
  }

  private static boolean wellFormed(ServiceKey service, ServerSpec spec) {
    boolean known =
        spec.forwarding() != ForwardingMethod.UNKNOWN
            && spec.forwarding() != ForwardingMethod.FULLNAT;
    boolean mixed = AddressFamily.of(spec.key().address()) != service.family();
    boolean gueWithoutPort =
        spec.tunnel()
            .filter(tunnel -> tunnel.type() == Tunnel.Type.GUE && tunnel.port() == 0)
            .isPresent();
    return known && !(mixed && spec.forwarding() != ForwardingMethod.TUNNEL) && !gueWithoutPort;
  }

  private int startDaemon(SyncDaemon daemon) {
    if (!daemon.multicastInterface().equals("lo")) {
      return ENODEV;
    }
    return daemons.putIfAbsent(daemon.role(), daemon) == null ? 0 : EEXIST;
  }
}

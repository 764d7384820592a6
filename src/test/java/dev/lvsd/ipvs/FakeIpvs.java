package dev.lvsd.ipvs;

import dev.lvsd.diag.Blame;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
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

  /** What a signed 32-bit number of jiffies holds with 1000 of them in a second. */
  private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 1000;

  private final Map<ServiceKey, Service> table = new LinkedHashMap<>();
  private final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);
  private final List<IpvsCommand> executed = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private Timeouts timeouts = new Timeouts(900, 120, 300);
  private Predicate<IpvsCommand> refused = command -> false;
  private int injectedErrno;
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
    injectedErrno = errno;
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
      throw refusal(
          command,
          new FakeRefusal(Blame.KERNEL, injectedErrno, "refused (errno " + injectedErrno + ")"));
    }
    try {
      change(command);
    } catch (FakeRefusal e) {
      throw refusal(command, e);
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

  private static IpvsException refusal(IpvsCommand command, FakeRefusal why) {
    return new IpvsException(
        why.blame, why.errno, command.describe() + ": " + why.getMessage(), why);
  }

  private void change(IpvsCommand command) throws FakeRefusal {
    if (command instanceof IpvsCommand.CreateService create) {
      create(create.spec());
    } else if (command instanceof IpvsCommand.UpdateService update) {
      Service service = service(update.spec().key(), table);
      FakeRefusal.unlessLoadable(update.spec());
      service.spec = update.spec();
    } else if (command instanceof IpvsCommand.DeleteService delete) {
      service(delete.service(), table);
      table.remove(delete.service());
    } else if (command instanceof IpvsCommand.AddServer add) {
      addServer(add.service(), add.spec());
    } else if (command instanceof IpvsCommand.UpdateServer update) {
      updateServer(update.service(), update.spec());
    } else if (command instanceof IpvsCommand.RemoveServer remove) {
      if (service(remove.service(), table).servers.remove(remove.server()) == null) {
        throw FakeRefusal.noServer();
      }
    } else if (command instanceof IpvsCommand.SetTimeouts set) {
      setTimeouts(set.timeouts());
    } else if (command instanceof IpvsCommand.StartSyncDaemon start) {
      FakeRefusal.unlessStartable(start.daemon(), daemons.containsKey(start.daemon().role()));
      daemons.put(start.daemon().role(), filledIn(start.daemon()));
    } else if (command instanceof IpvsCommand.StopSyncDaemon stop) {
      if (daemons.remove(stop.role()) == null) {
        throw FakeRefusal.notRunning(stop.role());
      }
    } else if (command instanceof IpvsCommand.ZeroService zero) {
      service(zero.service(), table);
    } else if (command instanceof IpvsCommand.Flush) {
      table.clear();
    }
  }

  private static Service service(ServiceKey key, Map<ServiceKey, Service> table)
      throws FakeRefusal {
    Service service = table.get(key);
    if (service == null) {
      throw FakeRefusal.noService();
    }
    return service;
  }

  private void create(ServiceSpec spec) throws FakeRefusal {
    if (table.containsKey(spec.key())) {
      throw FakeRefusal.exists();
    }
    FakeRefusal.unlessLoadable(spec);
    table.put(spec.key(), new Service(spec));
  }

  private void addServer(ServiceKey key, ServerSpec spec) throws FakeRefusal {
    FakeRefusal.unlessNamed(spec);
    Service service = service(key, table);
    FakeRefusal.unlessForwardable(key, spec);
    if (service.servers.containsKey(spec.key())) {
      throw FakeRefusal.exists();
    }
    FakeRefusal.unlessHost(spec.key());
    service.servers.put(spec.key(), new ServerStatus(spec, 0, 0, 0, Statistics.ZERO));
  }

  private void updateServer(ServiceKey key, ServerSpec spec) throws FakeRefusal {
    FakeRefusal.unlessNamed(spec);
    Service service = service(key, table);
    FakeRefusal.unlessForwardable(key, spec);
    ServerStatus was = service.servers.get(spec.key());
    if (was == null) {
      throw FakeRefusal.noServer();
    }
    service.servers.put(
        spec.key(),
        new ServerStatus(
            spec,
            was.activeConnections(),
            was.inactiveConnections(),
            was.persistentConnections(),
            was.statistics()));
  }

  private void setTimeouts(Timeouts wanted) throws FakeRefusal {
    int longest =
        Math.max(wanted.tcpSeconds(), Math.max(wanted.tcpFinSeconds(), wanted.udpSeconds()));
    if (longest > LONGEST_TIMEOUT) {
      throw FakeRefusal.tooLong();
    }
    timeouts =
        new Timeouts(
            wanted.tcpSeconds() == 0 ? timeouts.tcpSeconds() : wanted.tcpSeconds(),
            wanted.tcpFinSeconds() == 0 ? timeouts.tcpFinSeconds() : wanted.tcpFinSeconds(),
            wanted.udpSeconds() == 0 ? timeouts.udpSeconds() : wanted.udpSeconds());
  }

  private static SyncDaemon filledIn(SyncDaemon wanted) {
    return new SyncDaemon(
        wanted.role(),
        wanted.multicastInterface(),
        wanted.syncId(),
        wanted.maxLength() == 0 ? 1472 : wanted.maxLength(),
        wanted.group().or(() -> Optional.of(Addresses.parse("224.0.0.81"))),
        wanted.port() == 0 ? 8848 : wanted.port(),
        wanted.ttl() == 0 ? 1 : wanted.ttl());
  }
}

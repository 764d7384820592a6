package dev.lvsd.dataplane;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.Capability;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A {@link Plane} as an {@code Ipvs}: refuses what the kernel refuses, with the kernel's numbers.
 *
 * <p>Owner: the forwarding thread; whoever is another thread hands its calls over. Nothing waits,
 * so there is no deadline. Closing it leaves the plane as it is.
 */
public final class DataplaneIpvs implements Ipvs {
  /** IPVS 1.2.1, whose behaviour this is. */
  private static final int VERSION = 0x010201;

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.STATISTICS_64,
          Capability.TUNNEL_TYPES,
          Capability.MIXED_FAMILIES,
          Capability.RESIZABLE_TABLES,
          Capability.CONNECTION_LIST,
          Capability.FULLNAT);

  private final Directory directory;

  /**
   * Shows a plane.
   *
   * @param plane whose table it is
   */
  public DataplaneIpvs(Plane plane) {
    directory = plane.directory();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public DataPlaneInfo info() {
    return new DataPlaneInfo(VERSION, directory.buckets());
  }

  @Override
  public List<ServiceStatus> services() {
    return directory.services().stream().map(Service::status).toList();
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    return Optional.ofNullable(directory.service(key)).map(Service::status);
  }

  @Override
  public List<ServerStatus> servers(ServiceKey key) {
    Service service = directory.service(key);
    return service == null ? List.of() : Directory.servers(service);
  }

  @Override
  public List<VirtualService> table() {
    return directory.services().stream()
        .map(each -> new VirtualService(each.status(), Directory.servers(each)))
        .toList();
  }

  @Override
  public Timeouts timeouts() {
    return directory.timeouts();
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return List.of();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    directory.connections(consumer);
  }

  @Override
  public void execute(IpvsCommand command) {
    try {
      change(command);
    } catch (Refusal e) {
      throw e.of(command);
    }
  }

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    for (IpvsCommand command : commands) {
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
    // the plane goes on forwarding
  }

  private void change(IpvsCommand command) throws Refusal {
    if (command instanceof IpvsCommand.CreateService create) {
      create(create.spec());
    } else if (command instanceof IpvsCommand.UpdateService update) {
      Service service = existing(update.spec().key());
      Refusal.unlessKnown(update.spec());
      directory.update(service, update.spec());
    } else if (command instanceof IpvsCommand.DeleteService delete) {
      directory.delete(existing(delete.service()));
    } else if (command instanceof IpvsCommand.AddServer add) {
      add(add.service(), add.spec());
    } else if (command instanceof IpvsCommand.UpdateServer update) {
      update(update.service(), update.spec());
    } else if (command instanceof IpvsCommand.RemoveServer remove) {
      directory.remove(server(existing(remove.service()), remove.server()));
    } else if (command instanceof IpvsCommand.SetTimeouts set) {
      set(set.timeouts());
    } else if (command instanceof IpvsCommand.ZeroService zero) {
      existing(zero.service()).zero();
    } else if (command instanceof IpvsCommand.ZeroAll) {
      directory.zero();
    } else if (command instanceof IpvsCommand.Flush) {
      directory.flush();
    } else {
      throw Refusal.noSyncDaemons();
    }
  }

  private Service existing(ServiceKey key) throws Refusal {
    Service found = directory.service(key);
    if (found == null) {
      throw Refusal.noService();
    }
    return found;
  }

  private static RealServer server(Service service, ServerKey key) throws Refusal {
    RealServer found = service.server(key);
    if (found == null) {
      throw Refusal.noServer();
    }
    return found;
  }

  private void create(ServiceSpec spec) throws Refusal {
    if (directory.service(spec.key()) != null) {
      throw Refusal.serviceExists();
    }
    Refusal.unlessKnown(spec);
    directory.create(spec);
  }

  private void add(ServiceKey key, ServerSpec spec) throws Refusal {
    Refusal.unlessNamed(spec);
    Service service = existing(key);
    Refusal.unlessForwardable(service, spec);
    unlessTranslatable(service, spec);
    if (service.server(spec.key()) != null) {
      throw Refusal.serverExists();
    }
    Refusal.unlessHost(spec.key());
    directory.add(service, spec);
  }

  private void update(ServiceKey key, ServerSpec spec) throws Refusal {
    Refusal.unlessNamed(spec);
    Service service = existing(key);
    Refusal.unlessForwardable(service, spec);
    unlessTranslatable(service, spec);
    directory.update(server(service, spec.key()), spec);
  }

  private void unlessTranslatable(Service service, ServerSpec spec) throws Refusal {
    if (spec.forwarding() == ForwardingMethod.FULLNAT && !directory.hasLocalAddress(service.ipv6)) {
      throw Refusal.noLocalAddress(service.ipv6);
    }
  }

  private void set(Timeouts wanted) throws Refusal {
    Refusal.unlessCountable(wanted);
    Timeouts present = directory.timeouts();
    directory.timeouts(
        new Timeouts(
            orElse(wanted.tcpSeconds(), present.tcpSeconds()),
            orElse(wanted.tcpFinSeconds(), present.tcpFinSeconds()),
            orElse(wanted.udpSeconds(), present.udpSeconds())));
  }

  private static int orElse(int wanted, int present) {
    return wanted == 0 ? present : wanted;
  }
}

package dev.lvsd.app;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.Capability;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A data plane in the hands of somebody who may only look: refuses as the kernel would. */
record ReadOnlyIpvs(Ipvs ipvs) implements Ipvs {
  @Override
  public void execute(IpvsCommand command) {
    throw refused(command);
  }

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    for (IpvsCommand command : commands) {
      listener.failed(command, refused(command));
      if (mode == FailureMode.STOP) {
        return;
      }
    }
  }

  private static IpvsException refused(IpvsCommand command) {
    return new IpvsException(
        Blame.USER,
        Errno.EPERM,
        command.describe() + ": lvsd lets this user read and not change",
        null);
  }

  @Override
  public Set<Capability> capabilities() {
    return ipvs.capabilities();
  }

  @Override
  public DataPlaneInfo info() {
    return ipvs.info();
  }

  @Override
  public List<ServiceStatus> services() {
    return ipvs.services();
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    return ipvs.service(key);
  }

  @Override
  public List<ServerStatus> servers(ServiceKey service) {
    return ipvs.servers(service);
  }

  @Override
  public List<VirtualService> table() {
    return ipvs.table();
  }

  @Override
  public long digest() {
    return ipvs.digest();
  }

  @Override
  public Timeouts timeouts() {
    return ipvs.timeouts();
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return ipvs.syncDaemons();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    ipvs.connections(consumer);
  }

  @Override
  public void close() {
    ipvs.close();
  }
}

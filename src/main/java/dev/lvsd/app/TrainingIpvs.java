package dev.lvsd.app;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.Capability;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A table that is always the same and takes every command: enough for a {@link StartupTraining}.
 */
final class TrainingIpvs implements Ipvs {
  private static final ServiceStatus SERVICE =
      new ServiceStatus(
          ServiceSpec.of(ServiceKeys.parse("tcp 203.0.113.10:80"), SchedulerName.WLC),
          Statistics.ZERO);

  private static final List<ServerStatus> SERVERS =
      List.of(server("10.2.0.11:80"), server("10.2.0.99:80"));

  private static ServerStatus server(String text) {
    Endpoint end = Endpoint.parse(text);
    ServerKey key = new ServerKey(end.address(), end.port());
    return new ServerStatus(ServerSpec.of(key, ForwardingMethod.DR, 1), 0, 0, 0, Statistics.ZERO);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CONNECTION_LIST);
  }

  @Override
  public DataPlaneInfo info() {
    return new DataPlaneInfo(0x010201, 4096);
  }

  @Override
  public List<ServiceStatus> services() {
    return List.of(SERVICE);
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    return SERVICE.key().equals(key) ? Optional.of(SERVICE) : Optional.empty();
  }

  @Override
  public List<ServerStatus> servers(ServiceKey service) {
    return SERVICE.key().equals(service) ? SERVERS : List.of();
  }

  @Override
  public List<VirtualService> table() {
    return List.of(new VirtualService(SERVICE, SERVERS));
  }

  @Override
  public Timeouts timeouts() {
    return new Timeouts(900, 120, 300);
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return List.of();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    consumer.accept(
        new Connection(
            "TCP",
            Endpoint.parse("192.0.2.7:4711"),
            Endpoint.parse("203.0.113.10:80"),
            Endpoint.parse("10.2.0.11:80"),
            "ESTABLISHED",
            900,
            Optional.empty()));
  }

  @Override
  public void execute(IpvsCommand command) {}

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    commands.forEach(listener::done);
  }

  @Override
  public void close() {}
}

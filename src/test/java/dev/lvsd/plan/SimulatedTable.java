package dev.lvsd.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that changes are applied to in memory; each must be possible where it stands. */
final class SimulatedTable implements Change.Visitor<Void> {
  private final Map<ServiceKey, ServiceStatus> services = new LinkedHashMap<>();
  private final Map<ServiceKey, Map<ServerKey, ServerStatus>> servers = new LinkedHashMap<>();
  private Timeouts timeouts;

  SimulatedTable(List<VirtualService> actual, Timeouts timeouts) {
    this.timeouts = timeouts;
    for (VirtualService service : actual) {
      services.put(service.key(), service.status());
      Map<ServerKey, ServerStatus> present = new LinkedHashMap<>();
      service.servers().forEach(server -> present.put(server.key(), server));
      servers.put(service.key(), present);
    }
  }

  SimulatedTable apply(Plan plan) {
    plan.changes().forEach(change -> change.accept(this));
    return this;
  }

  List<VirtualService> table() {
    List<VirtualService> table = new ArrayList<>();
    services.forEach(
        (key, status) ->
            table.add(new VirtualService(status, List.copyOf(servers.get(key).values()))));
    return table;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  @Override
  public Void setTimeouts(Change.SetTimeouts change) {
    assertThat(change.have()).isEqualTo(timeouts);
    Timeouts want = change.want();
    timeouts =
        new Timeouts(
            want.tcpSeconds() == 0 ? timeouts.tcpSeconds() : want.tcpSeconds(),
            want.tcpFinSeconds() == 0 ? timeouts.tcpFinSeconds() : want.tcpFinSeconds(),
            want.udpSeconds() == 0 ? timeouts.udpSeconds() : want.udpSeconds());
    return null;
  }

  @Override
  public Void createService(Change.CreateService change) {
    put(change.want(), null);
    servers.put(change.service(), new LinkedHashMap<>());
    return null;
  }

  @Override
  public Void updateService(Change.UpdateService change) {
    put(change.want(), change.have());
    return null;
  }

  private void put(ServiceSpec want, ServiceStatus have) {
    assertThat(services.put(want.key(), new ServiceStatus(want, Statistics.ZERO))).isEqualTo(have);
  }

  @Override
  public Void addServer(Change.AddServer change) {
    ServerStatus added = new ServerStatus(change.want(), 0, 0, 0, Statistics.ZERO);
    assertThat(servers.get(change.service()).put(added.key(), added)).isNull();
    return null;
  }

  @Override
  public Void updateServer(Change.UpdateServer change) {
    ServerStatus have = change.have();
    ServerStatus updated =
        new ServerStatus(
            change.want(),
            have.activeConnections(),
            have.inactiveConnections(),
            have.persistentConnections(),
            have.statistics());
    assertThat(servers.get(change.service()).put(updated.key(), updated)).isEqualTo(have);
    return null;
  }

  @Override
  public Void quiesceServer(Change.QuiesceServer change) {
    assertThat(change.have().spec().weight()).isPositive();
    return updateServer(
        new Change.UpdateServer(
            change.service(), change.have(), change.have().spec().withWeight(0)));
  }

  @Override
  public Void removeServer(Change.RemoveServer change) {
    ServerStatus gone = servers.get(change.service()).remove(change.have().key());
    assertThat(gone).isNotNull();
    assertThat(change.now() || gone.spec().weight() == 0).isTrue();
    return null;
  }

  /** Changes no table. */
  @Override
  public Void host(HostChange change) {
    return null;
  }

  @Override
  public Void removeService(Change.RemoveService change) {
    assertThat(services.remove(change.service())).isEqualTo(change.have().status());
    assertThat(servers.remove(change.service()).values())
        .allMatch(server -> change.now() || server.spec().weight() == 0);
    return null;
  }
}

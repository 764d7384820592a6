package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.VIP6;
import static dev.lvsd.it.topology.NatTopology.serverAddress;
import static dev.lvsd.it.topology.NatTopology.serverAddress6;
import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.io.RunningPlane;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Java data plane as director by nat, in both families.
 *
 * <pre>
 *   client 10.1.0.2 ──── front 10.1.0.1 director: lvsd0, VIP 10.1.0.100 ──┬── server1 10.2.0.11
 *                                                                         └── server2 10.2.0.12
 * </pre>
 */
class DataplaneNatIT {
  private NatTopology lab;
  private RunningPlane plane;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    lab.startServer(1, 80);
    lab.startServer(2, 80);
    lab.director()
        .ip("address del " + VIP + "/32 dev front", "address del " + VIP6 + "/128 dev front");
    plane = lab.director().call(() -> RunningPlane.open("lvsd0"));
    plane.vips().add(InterfaceAddress.parse(VIP + "/32 on front"));
    plane.vips().add(InterfaceAddress.parse(VIP6 + "/128 on front"));
  }

  @AfterEach
  void remove() {
    plane.close();
    lab.close();
  }

  private void serve(String service, String... servers) {
    ServiceKey key = ServiceKeys.parse(service);
    plane.ipvs().execute(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.RR)));
    for (String each : servers) {
      Endpoint end = Endpoint.parse(each);
      ServerKey server = new ServerKey(end.address(), end.port());
      plane
          .ipvs()
          .execute(new IpvsCommand.AddServer(key, ServerSpec.of(server, ForwardingMethod.NAT, 1)));
    }
  }

  @Test
  void balancesHttpAndDatagramsInBothFamilies() {
    serve("tcp " + VIP + ":80", serverAddress(1) + ":80", serverAddress(2) + ":80");
    serve("udp " + VIP + ":80", serverAddress(1) + ":80", serverAddress(2) + ":80");
    serve(
        "tcp [" + VIP6 + "]:80",
        "[" + serverAddress6(1) + "]:80",
        "[" + serverAddress6(2) + "]:80");

    assertThat(lab.asker().shareTcp(vip(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
    assertThat(lab.asker().shareUdp(vip(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
    assertThat(lab.asker().shareTcp(vip6(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
  }
}

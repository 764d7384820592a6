package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.VIP6;
import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Echo;
import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.model.ForwardingMethod;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Java data plane with methods by which answers do not pass the director.
 *
 * <pre>
 *   client ─────────┬──── director: lvsd0, VIP 10.1.0.100, fd01::100
 *                   ├──── 10.1.0.11, [fd01::11] server1, VIP on lo, silent about it
 *                   └──── 10.1.0.12, [fd01::12] server2, VIP on lo, silent about it
 * </pre>
 */
class DataplaneLanIT {
  private LanTopology lab;
  private JavaDirector director;

  @BeforeEach
  void build() {
    lab = LanTopology.create(2);
    lab.startServer(1, 80);
    lab.startServer(2, 80);
    director = JavaDirector.in(lab.director(), "eth0");
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  @Test
  void routesDirectlyInBothFamilies() {
    director.serve("tcp " + VIP + ":80", ForwardingMethod.DR, "10.1.0.11:80", "10.1.0.12:80");
    director.serve("tcp [" + VIP6 + "]:80", ForwardingMethod.DR, "[fd01::11]:80", "[fd01::12]:80");

    assertThat(lab.asker().shareTcp(vip(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
    assertThat(lab.asker().shareTcp(vip6(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
  }

  @Test
  @SuppressWarnings("try") // the echo works by itself until it is closed
  void tunnelsAlsoWhatIsLongerThanAnyLinkTakes() throws Exception {
    director.serve("tcp " + VIP + ":7", ForwardingMethod.TUNNEL, "10.1.0.11:7");
    byte[] bulk = new byte[300_000];
    new Random(1).nextBytes(bulk);

    try (Echo echo = Echo.start(lab.server(1), 7)) {
      assertThat(Echo.stream(lab.client(), vip(7), bulk)).isEqualTo(bulk);
    }
  }

  @Test
  @SuppressWarnings("try") // the echo works by itself until it is closed
  void routesBulkDirectly() throws Exception {
    director.serve("tcp " + VIP + ":7", ForwardingMethod.DR, "10.1.0.11:7");
    byte[] bulk = new byte[300_000];
    new Random(2).nextBytes(bulk);

    try (Echo echo = Echo.start(lab.server(1), 7)) {
      assertThat(Echo.stream(lab.client(), vip(7), bulk)).isEqualTo(bulk);
    }
  }
}

package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.it.differential.Twins;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every deterministic scheduler makes the kernel's picks: a thousand each, while servers come, go
 * and change weights and thresholds, and connections are opened, closed and reset.
 *
 * <pre>
 *   this test ─ tun0 ─ director with the kernel's IPVS         this test ─ Java plane
 * </pre>
 */
class DifferentialSchedulersIT {
  private static final int PICKS = 1000;
  private static final ServiceKey VIP = ServiceKeys.parse("tcp 10.9.9.9:80");
  private static final ServiceKey MARK = ServiceKeys.parse("fwmark 7");

  private final List<ServerKey> servers = new ArrayList<>();

  private static ServerSpec spec(ServerKey key, Random random) {
    long upper = random.nextInt(4) == 0 ? 2 + random.nextInt(12) : 0;
    long lower = upper == 0 || random.nextBoolean() ? 0 : 1 + random.nextInt((int) upper);
    return ServerSpec.of(key, ForwardingMethod.NAT, random.nextInt(6)).withThresholds(upper, lower);
  }

  private void change(Twins twins, ServiceKey service, Random random) {
    ServerKey any = new ServerKey(Addresses.parse("192.168.7." + (11 + random.nextInt(8))), 8080);
    if (!servers.contains(any)) {
      twins.execute(new AddServer(service, spec(any, random)));
      servers.add(any);
    } else if (servers.size() > 2 && random.nextInt(3) == 0) {
      twins.execute(new RemoveServer(service, any));
      servers.remove(any);
    } else {
      twins.execute(new UpdateServer(service, spec(any, random)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rr, '', 1",
    "wrr, '', 2",
    "lc, '', 3",
    "wlc, '', 4",
    "sed, '', 5",
    "nq, '', 6",
    "fo, '', 7",
    "ovf, '', 8",
    "sh, '', 9",
    "sh, FALLBACK, 10",
    "sh, PORT, 11",
    "mh, '', 12",
    "mh, FALLBACK, 13",
    "mh, PORT, 14",
    "dh, '', 15",
    "lblc, '', 16",
    "lblcr, '', 17"
  })
  void picksAsTheKernelDoes(String scheduler, String flag, long seed) {
    Random random = new Random(seed);
    boolean byAddress = Set.of("dh", "lblc", "lblcr").contains(scheduler);
    ServiceKey service = byAddress ? MARK : VIP;
    Set<SchedulerFlag> flags = flag.isEmpty() ? Set.of() : Set.of(SchedulerFlag.valueOf(flag));
    int picked = 0;
    try (Twins twins = new Twins("scheduler " + scheduler + " " + flag)) {
      twins.execute(
          new CreateService(
              ServiceSpec.of(service, new SchedulerName(scheduler)).withSchedulerFlags(flags)));
      for (int i = 0; i < 4; i++) {
        change(twins, service, random);
      }
      for (int i = 0; i < PICKS; i++) {
        String to = byAddress ? "10.77.0." + (1 + random.nextInt(40)) + ":80" : "10.9.9.9:80";
        String from =
            "10.1." + random.nextInt(8) + "." + (1 + random.nextInt(60)) + ":" + (1024 + i);
        int mark = byAddress ? 7 : 0;
        twins.send(Packets.tcp(from, to, TcpHeader.SYN, new byte[0]), mark);
        picked++;
        int fate = random.nextInt(4);
        if (fate == 0) {
          twins.send(Packets.tcp(from, to, TcpHeader.ACK, new byte[3]), mark);
        } else if (fate == 1) {
          twins.send(Packets.tcp(from, to, TcpHeader.FIN | TcpHeader.ACK, new byte[0]), mark);
        }
        if (i % 25 == 24) {
          change(twins, service, random);
          twins.compareServers();
        }
      }
    }
    assertThat(picked).isEqualTo(PICKS);
  }
}

package dev.lvsd.dataplane.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.9.9.9:80");
  private static final ServiceKey DNS = ServiceKeys.parse("udp 10.9.9.9:53");
  private static final ServiceKey MARK = ServiceKeys.parse("fwmark 7");
  private static final InetAddress VIP = Addresses.parse("10.9.9.9");
  private static final InetAddress SERVER = Addresses.parse("10.2.0.11");

  private final Footprint footprint = new Footprint();

  private void create(ServiceKey key) {
    footprint.done(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.RR)));
  }

  private void add(ServiceKey key, ForwardingMethod method) {
    footprint.done(new IpvsCommand.AddServer(key, server(method)));
  }

  private static ServerSpec server(ForwardingMethod method) {
    return ServerSpec.of(new ServerKey(SERVER, 80), method, 1);
  }

  @Test
  void needsTheAddressOfAServiceUntilTheLastServiceOnItIsGone() {
    create(WEB);
    create(DNS);
    footprint.done(new IpvsCommand.DeleteService(WEB));
    assertThat(footprint.addresses()).containsExactly(VIP);

    footprint.done(new IpvsCommand.DeleteService(DNS));
    assertThat(footprint.addresses()).isEmpty();
  }

  @Test
  void needsAnAddressThatWasAskedForWithoutAService() {
    footprint.add(VIP);
    create(WEB);
    footprint.done(new IpvsCommand.Flush());
    assertThat(footprint.addresses()).containsExactly(VIP);

    footprint.remove(VIP);
    assertThat(footprint.addresses()).isEmpty();
  }

  @Test
  void needsTheAnswersOfServersByNatOnly() {
    create(WEB);
    add(WEB, ForwardingMethod.DR);
    assertThat(footprint.replying()).isEmpty();

    footprint.done(new IpvsCommand.UpdateServer(WEB, server(ForwardingMethod.NAT)));
    assertThat(footprint.replying()).containsExactly(SERVER);

    footprint.done(new IpvsCommand.UpdateServer(WEB, server(ForwardingMethod.TUNNEL)));
    assertThat(footprint.replying()).isEmpty();
  }

  @Test
  void needsAnswersUntilTheLastServerByNatIsGone() {
    create(WEB);
    create(MARK);
    add(WEB, ForwardingMethod.NAT);
    add(MARK, ForwardingMethod.NAT);
    footprint.done(new IpvsCommand.RemoveServer(WEB, new ServerKey(SERVER, 80)));
    assertThat(footprint.replying()).containsExactly(SERVER);

    footprint.done(new IpvsCommand.DeleteService(MARK));
    assertThat(footprint.replying()).isEmpty();
  }
}

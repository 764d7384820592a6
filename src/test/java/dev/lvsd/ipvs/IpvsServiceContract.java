package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.Flush;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.IpvsCommand.ZeroAll;
import dev.lvsd.ipvs.IpvsCommand.ZeroService;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every data plane does with services and with the table as a whole. */
public abstract class IpvsServiceContract extends IpvsFixture {
  /** What is created is read as it was written. */
  protected final void roundTrip(ServiceSpec spec) {
    create(spec);

    assertThat(specOf(spec.key())).isEqualTo(spec);
    assertThat(ipvs.services()).extracting(ServiceStatus::spec).containsExactly(spec);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp 10.0.0.1:80",
        "udp 10.0.0.1:53",
        "sctp 10.0.0.1:3868",
        "tcp [2001:db8::1]:443",
        "udp [2001:db8::1]:53",
        "sctp [2001:db8::1]:3868",
        "tcp 255.255.255.254:65535",
        "fwmark 7",
        "fwmark 7 ipv6",
        "fwmark 4294967295"
      })
  void createsServices(String key) {
    roundTrip(plain(ServiceKeys.parse(key)));
  }

  @Test
  void startsCountingAtZero() {
    create(plain(WEB));

    assertThat(ipvs.service(WEB).orElseThrow().statistics()).isEqualTo(Statistics.ZERO);
  }

  @Test
  void hasNoServiceThatWasNotCreated() {
    assertThat(ipvs.service(WEB)).isEmpty();
  }

  @Test
  void tellsServicesApartByProtocolAddressAndPort() {
    List<ServiceKey> keys =
        List.of(
            WEB,
            ServiceKeys.parse("udp 10.0.0.1:80"),
            ServiceKeys.parse("tcp 10.0.0.2:80"),
            ServiceKeys.parse("tcp 10.0.0.1:81"));
    keys.forEach(key -> create(plain(key)));

    assertThat(ipvs.services())
        .extracting(ServiceStatus::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void takesTheSameFirewallMarkOnceForEachFamily() {
    ServiceSpec v4 = plain(new FwmarkKey(7, AddressFamily.IPV4));
    ServiceSpec v6 = ServiceSpec.of(new FwmarkKey(7, AddressFamily.IPV6), SchedulerName.WLC);
    create(v4);
    create(v6);

    assertThat(specOf(v4.key())).isEqualTo(v4);
    assertThat(specOf(v6.key())).isEqualTo(v6);
  }

  @Test
  void refusesToCreateAServiceThatExists() {
    create(plain(WEB));

    IpvsException refusal = refusalOf(new CreateService(plain(WEB).withOnePacket(true)));

    assertThat(refusal.errno()).isEqualTo(Errno.EEXIST);
    assertThat(refusal).hasMessageContaining("already");
    assertThat(specOf(WEB)).isEqualTo(plain(WEB));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq"
      })
  void hasEveryScheduler(String scheduler) {
    roundTrip(ServiceSpec.of(WEB, new SchedulerName(scheduler)));
  }

  @Test
  void takesNoneForNoScheduler() {
    roundTrip(ServiceSpec.of(WEB, new SchedulerName("none")));
  }

  @Test
  void refusesASchedulerThatItDoesNotHave() {
    IpvsException refusal =
        refusalOf(new CreateService(ServiceSpec.of(WEB, new SchedulerName("marvellous"))));

    assertThat(refusal.errno()).isEqualTo(Errno.ENOENT);
    assertThat(refusal.blame()).isEqualTo(Blame.HOST);
    assertThat(refusal).hasMessageContaining("no scheduler \"marvellous\"");
    assertThat(ipvs.services()).isEmpty();
  }

  @Test
  void refusesAPersistenceEngineThatItDoesNotHave() {
    IpvsException refusal =
        refusalOf(new CreateService(plain(WEB).withPersistenceEngine("marvellous")));

    assertThat(refusal.errno()).isEqualTo(Errno.ENOENT);
    assertThat(refusal).hasMessageContaining("no persistence engine \"marvellous\"");
  }

  @Test
  void keepsSchedulerFlags() {
    roundTrip(
        ServiceSpec.of(WEB, SchedulerName.MH)
            .withSchedulerFlags(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT)));
  }

  @Test
  void keepsSchedulerFlagsThatTheSchedulerDoesNotUse() {
    roundTrip(plain(WEB).withSchedulerFlags(Set.of(SchedulerFlag.FLAG_3)));
  }

  @Test
  void takesSchedulerFlagsAway() {
    ServiceSpec spec = ServiceSpec.of(WEB, SchedulerName.SH);
    create(spec.withSchedulerFlags(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT)));

    ServiceSpec less = spec.withSchedulerFlags(Set.of(SchedulerFlag.PORT));
    ipvs.execute(new UpdateService(less));

    assertThat(specOf(WEB)).isEqualTo(less);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 24, 32})
  void keepsPersistenceWithAnyMaskOfIpv4(int length) {
    Netmask netmask = Netmask.prefix(AddressFamily.IPV4, length);
    roundTrip(plain(WEB).withPersistence(new Persistence(300, netmask)));
  }

  @Test
  void keepsMasksWithGaps() {
    Netmask netmask = new Netmask(AddressFamily.IPV4, 0xff0000ff);
    roundTrip(plain(WEB).withPersistence(new Persistence(300, netmask)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 48, 64, 127, 128})
  void keepsPersistenceWithAnyPrefixOfIpv6(int length) {
    Netmask netmask = Netmask.prefix(AddressFamily.IPV6, length);
    roundTrip(
        plain(ServiceKeys.parse("tcp [2001:db8::1]:80"))
            .withPersistence(new Persistence(300, netmask)));
  }

  @Test
  void keepsPersistenceOfFirewallMarks() {
    roundTrip(
        plain(new FwmarkKey(9, AddressFamily.IPV6))
            .withPersistence(new Persistence(50, Netmask.prefix(AddressFamily.IPV6, 56))));
  }

  @Test
  void takesEveryPortWithPersistence() {
    roundTrip(
        plain(ServiceKeys.parse("tcp 10.0.0.1:0"))
            .withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV4))));
  }

  @Test
  void takesPersistenceAway() {
    create(plain(WEB).withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV4))));

    ipvs.execute(new UpdateService(plain(WEB)));

    assertThat(specOf(WEB)).isEqualTo(plain(WEB));
  }

  @Test
  void refusesToaUnlessItHasFullnat() {
    ServiceSpec toa = plain(WEB).withToa(true);
    if (ipvs.capabilities().contains(Capability.FULLNAT)) {
      roundTrip(toa);
      return;
    }
    assertThat(refusalOf(new CreateService(toa)))
        .hasMessageContaining("toa")
        .extracting(IpvsException::blame)
        .isEqualTo(Blame.USER);
    assertThat(ipvs.services()).isEmpty();
  }

  @Test
  void schedulesEveryPacketOnRequest() {
    ServiceSpec dns = plain(ServiceKeys.parse("udp 10.0.0.1:53"));
    roundTrip(dns.withOnePacket(true));

    ipvs.execute(new UpdateService(dns));

    assertThat(specOf(dns.key())).isEqualTo(dns);
  }

  @Test
  void updatesAServiceInPlace() {
    create(plain(WEB), server("192.168.0.1:80"), server("192.168.0.2:80"));
    List<ServerSpec> before = serversOf(WEB);

    ServiceSpec other =
        ServiceSpec.of(WEB, SchedulerName.WRR)
            .withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV4, 16)));
    ipvs.execute(new UpdateService(other));

    assertThat(specOf(WEB)).isEqualTo(other);
    assertThat(serversOf(WEB)).isEqualTo(before);
  }

  @Test
  void refusesToTouchAServiceThatIsNotThere() {
    for (IpvsCommand command :
        List.of(new UpdateService(plain(WEB)), new DeleteService(WEB), new ZeroService(WEB))) {
      IpvsException refusal = refusalOf(command);

      assertThat(refusal.errno()).isEqualTo(Errno.ESRCH);
      assertThat(refusal).hasMessageContaining("no such service");
    }
  }

  @Test
  void deletesAServiceWithItsServers() {
    ServiceKey other = ServiceKeys.parse("tcp 10.0.0.2:80");
    create(plain(WEB), server("192.168.0.1:80"));
    create(plain(other), server("192.168.0.1:80"));

    ipvs.execute(new DeleteService(WEB));

    assertThat(ipvs.table()).extracting(VirtualService::key).containsExactly(other);
    assertThat(ipvs.servers(WEB)).isEmpty();
    assertThat(ipvs.servers(other)).hasSize(1);
  }

  @Test
  void flushesEverything() {
    create(plain(WEB), server("192.168.0.1:80"));
    create(plain(new FwmarkKey(1, AddressFamily.IPV6)), server("[2001:db8::2]:80"));

    ipvs.execute(new Flush());

    assertThat(ipvs.table()).isEmpty();
  }

  @Test
  void zeroesCounters() {
    create(plain(WEB), server("192.168.0.1:80"));

    ipvs.execute(new ZeroService(WEB));
    ipvs.execute(new ZeroAll());

    assertThat(ipvs.service(WEB).orElseThrow().statistics()).isEqualTo(Statistics.ZERO);
  }

  @Test
  void listsALargeTableWithoutDuplicates() {
    List<IpvsCommand> commands = new ArrayList<>();
    for (int port = 1; port <= 300; port++) {
      ServiceKey key = ServiceKeys.parse("tcp 10.0.0.1:" + port);
      commands.add(new CreateService(plain(key)));
      commands.add(new AddServer(key, server("192.168.0.1:" + port)));
      commands.add(new AddServer(key, server("192.168.0.2:" + port)));
    }
    for (IpvsCommand command : commands) {
      ipvs.execute(command);
    }

    List<VirtualService> table = ipvs.table();

    assertThat(table).hasSize(300).extracting(VirtualService::key).doesNotHaveDuplicates();
    assertThat(table).allSatisfy(service -> assertThat(service.servers()).hasSize(2));
  }

  @Test
  void tellsItsVersion() {
    assertThat(ipvs.info().versionText()).startsWith("1.2.");
  }

  @Test
  void hasNoConnectionsAtFirst() {
    List<Object> found = new ArrayList<>();
    ipvs.connections(found::add);

    assertThat(found).isEmpty();
  }

  @Test
  void findsTheSameCapabilitiesEachTimeAndLeavesTheTableAlone() {
    Set<Capability> first = ipvs.capabilities();

    assertThat(ipvs.capabilities()).isEqualTo(first);
    assertThat(ipvs.table()).isEmpty();
  }
}

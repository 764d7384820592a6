package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.IpvsCommand.ZeroService;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.PrivateNetwork;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SyncDaemon.Role;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every refusal that the kernel is known for, and that the model lets through, arrives as an error
 * that names operation, object and reason.
 *
 * <pre>
 *   one namespace, emptied before each test:  lo 127.0.0.1, ::1    sync0 10.9.0.1/24 (dummy)
 *   table:  tcp 10.0.0.1:80         192.168.0.1:80
 *           tcp [2001:db8::1]:80    (no server)
 * </pre>
 */
class KernelRefusalsIT {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");
  private static final ServiceKey WEB6 = ServiceKeys.parse("tcp [2001:db8::1]:80");
  private static final ServiceKey MISSING = ServiceKeys.parse("tcp 10.0.0.9:80");
  private static final ServerSpec PRESENT = server("192.168.0.1:80");
  private static final ServerSpec ABSENT = server("192.168.0.9:80");

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Namespace namespace;

  private KernelIpvs ipvs;

  /** What is asked after what, and how it is refused. */
  private record Case(List<IpvsCommand> before, IpvsCommand command, int errno, String reason) {
    static Case of(IpvsCommand command, int errno, String reason) {
      return new Case(List.of(), command, errno, reason);
    }

    Case after(IpvsCommand... earlier) {
      return new Case(List.of(earlier), command, errno, reason);
    }

    @Override
    public String toString() {
      return command.describe() + ": " + Errno.name(errno) + ", " + reason;
    }
  }

  private static ServerSpec server(String endpoint) {
    Endpoint parsed = Endpoint.parse(endpoint);
    return ServerSpec.of(new ServerKey(parsed.address(), parsed.port()), ForwardingMethod.NAT, 1);
  }

  private static ServiceSpec service(ServiceKey key) {
    return ServiceSpec.of(key, SchedulerName.RR);
  }

  private static SyncDaemon daemon(String device, String group) {
    return new SyncDaemon(
        Role.MASTER,
        device,
        1,
        0,
        Optional.of(group).filter(text -> !text.isEmpty()).map(Addresses::parse),
        0,
        0);
  }

  static Stream<Case> services() {
    ServiceSpec unknown = ServiceSpec.of(WEB, new SchedulerName("marvellous"));
    ServiceSpec unknownEngine = service(WEB).withPersistenceEngine("marvellous");
    return Stream.of(
        Case.of(new CreateService(service(WEB)), Errno.EEXIST, "such a service already"),
        Case.of(new CreateService(unknown), Errno.ENOENT, "no scheduler \"marvellous\"")
            .after(new DeleteService(WEB)),
        Case.of(new UpdateService(unknown), Errno.ENOENT, "no scheduler \"marvellous\""),
        Case.of(new UpdateService(unknownEngine), Errno.ENOENT, "engine \"marvellous\""),
        Case.of(new UpdateService(service(MISSING)), Errno.ESRCH, "no such service"),
        Case.of(new DeleteService(MISSING), Errno.ESRCH, "no such service"),
        Case.of(new ZeroService(MISSING), Errno.ESRCH, "no such service"),
        Case.of(new AddServer(MISSING, PRESENT), Errno.ESRCH, "no such service"),
        Case.of(new UpdateServer(MISSING, PRESENT), Errno.ESRCH, "no such service"),
        Case.of(new RemoveServer(MISSING, PRESENT.key()), Errno.ESRCH, "no such service"));
  }

  static Stream<Case> servers() {
    ServerSpec gue = PRESENT.withTunnel(new Tunnel(Tunnel.Type.GUE, 0, Tunnel.Checksum.NONE));
    ServerSpec six = server("[2001:db8:2::1]:80");
    return Stream.of(
        Case.of(new AddServer(WEB, PRESENT), Errno.EEXIST, "such a server already"),
        Case.of(new UpdateServer(WEB, ABSENT), Errno.ENOENT, "no such server"),
        Case.of(new RemoveServer(WEB, ABSENT.key()), Errno.ENOENT, "no such server"),
        Case.of(new UpdateServer(WEB, gue), Errno.EINVAL, "gue needs the port"),
        Case.of(new AddServer(WEB, server("0.0.0.0:80")), Errno.EINVAL, "not 0.0.0.0"),
        Case.of(new AddServer(WEB, server("224.0.0.1:80")), Errno.EINVAL, "not multicast"),
        Case.of(new AddServer(WEB, server("10.9.0.255:80")), Errno.EINVAL, "not broadcast"),
        Case.of(new AddServer(WEB6, server("[::]:80")), Errno.EINVAL, "not ::"),
        Case.of(new AddServer(WEB6, server("[ff02::1]:80")), Errno.EINVAL, "not multicast"),
        Case.of(new AddServer(WEB6, server("[fe80::9]:80")), Errno.EINVAL, "link-local"),
        Case.of(new AddServer(WEB, six), Errno.EINVAL, "only forwarding method tunnel"),
        Case.of(new UpdateServer(WEB6, PRESENT), Errno.EINVAL, "only forwarding method tunnel"),
        Case.of(
                new AddServer(WEB, six.withTunnel(Tunnel.IPIP)),
                Errno.EINVAL,
                "while a sync daemon runs")
            .after(new StartSyncDaemon(daemon("sync0", ""))));
  }

  static Stream<Case> others() {
    ServerSpec six = server("[2001:db8:2::1]:80").withTunnel(Tunnel.IPIP);
    return Stream.of(
        Case.of(
            new SetTimeouts(new Timeouts(Integer.MAX_VALUE, 1, 1)),
            Errno.EINVAL,
            "longer than the kernel can count"),
        Case.of(
            new StartSyncDaemon(daemon("nowhere0", "")),
            Errno.ENODEV,
            "no network interface \"nowhere0\""),
        Case.of(
            new StartSyncDaemon(daemon("sync0", "10.9.0.7")),
            Errno.EINVAL,
            "not a multicast address"),
        Case.of(new StartSyncDaemon(daemon("sync0", "")), Errno.EEXIST, "is running already")
            .after(new StartSyncDaemon(daemon("sync0", ""))),
        Case.of(new StartSyncDaemon(daemon("sync0", "")), Errno.EINVAL, "another address family")
            .after(new AddServer(WEB, six)),
        Case.of(new StopSyncDaemon(Role.MASTER), Errno.ESRCH, "no master sync daemon"),
        Case.of(new StopSyncDaemon(Role.BACKUP), Errno.ESRCH, "no backup sync daemon"));
  }

  @BeforeAll
  static void makeNamespace() {
    namespace = Namespace.create("refusals");
    namespace.ip(
        "link add sync0 type dummy", "addr add 10.9.0.1/24 dev sync0", "link set sync0 up");
  }

  @AfterAll
  static void deleteNamespace() {
    namespace.close();
  }

  @BeforeEach
  void fillTable() {
    ipvs = namespace.call(KernelIpvs::open);
    ipvs.execute(new CreateService(service(WEB)));
    ipvs.execute(new CreateService(service(WEB6)));
    ipvs.execute(new AddServer(WEB, PRESENT));
  }

  @AfterEach
  void emptyTable() {
    ipvs.syncDaemons().forEach(daemon -> ipvs.execute(new StopSyncDaemon(daemon.role())));
    ipvs.execute(new IpvsCommand.Flush());
    ipvs.close();
  }

  @ParameterizedTest
  @MethodSource({"services", "servers", "others"})
  void namesOperationObjectAndReason(Case refused) {
    refused.before().forEach(ipvs::execute);

    IpvsException refusal =
        catchThrowableOfType(IpvsException.class, () -> ipvs.execute(refused.command()));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(Errno.name(refusal.errno())).isEqualTo(Errno.name(refused.errno()));
    assertThat(refusal)
        .hasMessageStartingWith(refused.command().describe() + ": ")
        .hasMessageContaining(refused.reason());
  }

  /** Kernels from the middle of 2026 on refuse it; older ones take it. */
  @Test
  void explainsThresholdsThatOnlyOlderKernelsTake() {
    ServerSpec high = ABSENT.withThresholds(1L << 31, 0);
    try {
      ipvs.execute(new AddServer(WEB, high));
      assertThat(ipvs.servers(WEB)).extracting(status -> status.spec()).contains(high);
    } catch (IpvsException e) {
      assertThat(e.errno()).isEqualTo(Errno.EINVAL);
      assertThat(e).hasMessageContaining("2147483648 is above 2147483647");
    }
  }

  @Test
  void namesTheLoopbackThatWasNeverUp() {
    IpvsException refusal =
        PrivateNetwork.call(
            () -> {
              try (KernelIpvs inside = KernelIpvs.open()) {
                inside.execute(new CreateService(service(WEB)));
                return catchThrowableOfType(
                    IpvsException.class, () -> inside.execute(new AddServer(WEB, PRESENT)));
              }
            },
            LIMIT);

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("whose loopback was never up");
  }

  @Test
  void namesThePrivilegeThatLacks() {
    List<IpvsException> refusals =
        WithoutPrivileges.call(
            () -> {
              try (KernelIpvs powerless = KernelIpvs.open()) {
                return Stream.<ThrowingCallable>of(
                        powerless::info,
                        powerless::services,
                        powerless::syncDaemons,
                        () -> powerless.execute(new CreateService(service(MISSING))))
                    .map(call -> catchThrowableOfType(IpvsException.class, call))
                    .toList();
              }
            });

    assertThat(refusals)
        .hasSize(4)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.errno()).isEqualTo(Errno.EPERM);
              assertThat(refusal.blame()).isEqualTo(Blame.HOST);
              assertThat(refusal).hasMessageContaining("CAP_NET_ADMIN");
            });
    assertThat(refusals.get(3)).hasMessageStartingWith("create service " + MISSING + ": ");
  }
}

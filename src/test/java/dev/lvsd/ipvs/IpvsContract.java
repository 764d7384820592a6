package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SyncDaemon.Role;
import dev.lvsd.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every data plane does. Here: many commands at once, time-outs and sync daemons; what it does
 * with services and servers stands in the classes that this one extends.
 *
 * <p>An implementation extends this class, so that one contract holds for all of them.
 */
public abstract class IpvsContract extends IpvsServerContract {
  /** An interface on which a sync daemon can run. */
  protected abstract String multicastInterface();

  /** Writes down what it hears. */
  private static final class Protocol implements BatchListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void done(IpvsCommand command) {
      lines.add("done: " + command.describe());
    }

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      lines.add("failed " + Errno.name(failure.errno()) + ": " + command.describe());
    }
  }

  private List<String> run(FailureMode mode, IpvsCommand... commands) {
    Protocol protocol = new Protocol();
    ipvs.execute(List.of(commands), mode, protocol);
    return protocol.lines;
  }

  private static IpvsCommand[] withFailuresInside() {
    ServiceKey missing = ServiceKeys.parse("tcp 10.0.0.9:80");
    return new IpvsCommand[] {
      new CreateService(plain(WEB)),
      new CreateService(plain(WEB)),
      new AddServer(missing, server("192.168.0.1:80")),
      new AddServer(WEB, server("192.168.0.1:80")),
      new DeleteService(missing)
    };
  }

  @Test
  void goesOnAfterAFailureAndTellsWhichItWas() {
    assertThat(run(FailureMode.CONTINUE, withFailuresInside()))
        .containsExactly(
            "done: create service tcp 10.0.0.1:80",
            "failed EEXIST: create service tcp 10.0.0.1:80",
            "failed ESRCH: add server 192.168.0.1:80 to tcp 10.0.0.9:80",
            "done: add server 192.168.0.1:80 to tcp 10.0.0.1:80",
            "failed ESRCH: delete service tcp 10.0.0.9:80");
    assertThat(ipvs.servers(WEB)).hasSize(1);
  }

  @Test
  void stopsAtTheFirstFailureOnRequest() {
    assertThat(run(FailureMode.STOP, withFailuresInside()))
        .containsExactly(
            "done: create service tcp 10.0.0.1:80",
            "failed EEXIST: create service tcp 10.0.0.1:80");
    assertThat(ipvs.servers(WEB)).isEmpty();
  }

  @Test
  void keepsTheOrderAroundCommandsThatAreNotSent() {
    ServerSpec unknown =
        new ServerSpec(
            serverKey("192.168.0.2:80"), ForwardingMethod.UNKNOWN, Optional.empty(), 1, 0, 0);

    assertThat(
            run(
                FailureMode.CONTINUE,
                new CreateService(plain(WEB)),
                new AddServer(WEB, unknown),
                new AddServer(WEB, server("192.168.0.1:80"))))
        .containsExactly(
            "done: create service tcp 10.0.0.1:80",
            "failed errno 0: add server 192.168.0.2:80 to tcp 10.0.0.1:80",
            "done: add server 192.168.0.1:80 to tcp 10.0.0.1:80");
  }

  @ParameterizedTest
  @EnumSource(FailureMode.class)
  void doesNothingWithNothing(FailureMode mode) {
    assertThat(run(mode)).isEmpty();
  }

  @Test
  void doesThousandsOfCommandsInOrder() {
    List<IpvsCommand> commands = new ArrayList<>();
    for (int port = 1; port <= 500; port++) {
      ServiceKey key = ServiceKeys.parse("tcp 10.0.0.1:" + port);
      commands.add(new CreateService(plain(key)));
      for (int host = 1; host <= 5; host++) {
        commands.add(new AddServer(key, server("192.168.0." + host + ":" + port)));
      }
    }

    Protocol protocol = new Protocol();
    ipvs.execute(commands, FailureMode.CONTINUE, protocol);

    assertThat(protocol.lines)
        .containsExactlyElementsOf(
            commands.stream().map(command -> "done: " + command.describe()).toList());
    assertThat(ipvs.table())
        .hasSize(500)
        .allSatisfy(service -> assertThat(service.servers()).hasSize(5));
  }

  @Test
  void tellsEachOfThousandsOfFailures() {
    List<IpvsCommand> commands = new ArrayList<>();
    for (int port = 1; port <= 2000; port++) {
      commands.add(new DeleteService(ServiceKeys.parse("tcp 10.0.0.1:" + port)));
    }

    Protocol protocol = new Protocol();
    ipvs.execute(commands, FailureMode.CONTINUE, protocol);

    assertThat(protocol.lines)
        .containsExactlyElementsOf(
            commands.stream().map(command -> "failed ESRCH: " + command.describe()).toList());
  }

  @Test
  void setsTimeouts() {
    ipvs.execute(new SetTimeouts(new Timeouts(600, 60, 120)));

    assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(600, 60, 120));
  }

  @Test
  void keepsTimeoutsThatAreZero() {
    ipvs.execute(new SetTimeouts(new Timeouts(600, 60, 120)));

    ipvs.execute(new SetTimeouts(new Timeouts(0, 90, 0)));

    assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(600, 90, 120));
  }

  @Test
  void refusesTimeoutsThatAreTooLongAndChangesNone() {
    Timeouts before = ipvs.timeouts();

    IpvsException refusal = refusalOf(new SetTimeouts(new Timeouts(600, Integer.MAX_VALUE, 120)));

    assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
    assertThat(refusal).hasMessageContaining("longer than the kernel can count");
    assertThat(ipvs.timeouts()).isEqualTo(before);
  }

  private void assumeSyncDaemons() {
    assumeTrue(ipvs.capabilities().contains(Capability.SYNC_DAEMONS), "no sync daemons here");
  }

  private SyncDaemon daemon(Role role) {
    assumeSyncDaemons();
    return new SyncDaemon(role, multicastInterface(), 5, 0, Optional.empty(), 0, 0);
  }

  @Test
  void runsNoSyncDaemonAtFirst() {
    assertThat(ipvs.syncDaemons()).isEmpty();
  }

  @Test
  void runsBothSyncDaemonsMasterFirst() {
    ipvs.execute(new StartSyncDaemon(daemon(Role.BACKUP)));
    ipvs.execute(new StartSyncDaemon(daemon(Role.MASTER)));

    assertThat(ipvs.syncDaemons())
        .extracting(SyncDaemon::role)
        .containsExactly(Role.MASTER, Role.BACKUP);
    stopBoth();
  }

  @Test
  void fillsInWhatASyncDaemonLeavesOpen() {
    ipvs.execute(new StartSyncDaemon(daemon(Role.MASTER)));

    SyncDaemon running = ipvs.syncDaemons().get(0);
    assertThat(running.multicastInterface()).isEqualTo(multicastInterface());
    assertThat(running.syncId()).isEqualTo(5);
    assertThat(running.group()).contains(Addresses.parse("224.0.0.81"));
    assertThat(running.port()).isEqualTo(8848);
    assertThat(running.ttl()).isEqualTo(1);
    assertThat(running.maxLength()).isPositive();
    stop(Role.MASTER);
  }

  @Test
  void takesEveryOptionOfASyncDaemon() {
    assumeSyncDaemons();
    SyncDaemon wanted =
        new SyncDaemon(
            Role.MASTER,
            multicastInterface(),
            255,
            1200,
            Optional.of(Addresses.parse("239.1.2.3")),
            9000,
            7);

    ipvs.execute(new StartSyncDaemon(wanted));

    assertThat(ipvs.syncDaemons()).containsExactly(wanted);
    stop(Role.MASTER);
  }

  @Test
  void stopsASyncDaemonThatHasJustStarted() {
    ipvs.execute(new StartSyncDaemon(daemon(Role.MASTER)));

    ipvs.execute(new StopSyncDaemon(Role.MASTER));

    assertThat(ipvs.syncDaemons()).isEmpty();
  }

  @Test
  void startsAndStopsSyncDaemonsInABatch() {
    assertThat(
            run(
                FailureMode.CONTINUE,
                new CreateService(plain(WEB)),
                new StartSyncDaemon(daemon(Role.BACKUP)),
                new StopSyncDaemon(Role.BACKUP),
                new StopSyncDaemon(Role.BACKUP),
                new DeleteService(WEB)))
        .containsExactly(
            "done: create service tcp 10.0.0.1:80",
            "done: start backup sync daemon on " + multicastInterface(),
            "done: stop backup sync daemon",
            "failed ESRCH: stop backup sync daemon",
            "done: delete service tcp 10.0.0.1:80");
  }

  @Test
  void refusesASecondSyncDaemonOfARole() {
    ipvs.execute(new StartSyncDaemon(daemon(Role.MASTER)));

    IpvsException refusal = refusalOf(new StartSyncDaemon(daemon(Role.MASTER)));

    assertThat(refusal.errno()).isEqualTo(Errno.EEXIST);
    assertThat(refusal).hasMessageContaining("running already");
    stop(Role.MASTER);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void refusesToStopASyncDaemonThatDoesNotRun(Role role) {
    assumeSyncDaemons();
    IpvsException refusal = refusalOf(new StopSyncDaemon(role));

    assertThat(refusal.errno()).isEqualTo(Errno.ESRCH);
    assertThat(refusal).hasMessageContaining("no " + role.text() + " sync daemon is running");
  }

  @Test
  void refusesASyncDaemonOnAnInterfaceThatIsNotThere() {
    assumeSyncDaemons();
    IpvsException refusal =
        refusalOf(
            new StartSyncDaemon(
                new SyncDaemon(Role.MASTER, "nowhere0", 5, 0, Optional.empty(), 0, 0)));

    assertThat(refusal.errno()).isEqualTo(Errno.ENODEV);
    assertThat(refusal).hasMessageContaining("no network interface \"nowhere0\"");
  }

  private void stopBoth() {
    stop(Role.MASTER);
    stop(Role.BACKUP);
  }

  private void stop(Role role) {
    ipvs.execute(new StopSyncDaemon(role));
  }
}

package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SyncDaemon.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the kernel's data plane does beside the {@link IpvsContract}: sync daemons and persistence
 * engines.
 */
public abstract class IpvsKernelContract extends IpvsContract {
  /** An interface on which a sync daemon can run. */
  protected abstract String multicastInterface();

  @Test
  void keepsThePersistenceEngine() {
    roundTrip(sip());
  }

  @Test
  void takesThePersistenceEngineAway() {
    create(sip());
    ServiceSpec without = plain(sip().key()).withPersistence(sip().persistence().orElseThrow());

    ipvs.execute(new UpdateService(without));

    assertThat(specOf(without.key())).isEqualTo(without);
  }

  private ServiceSpec sip() {
    return plain(ServiceKeys.parse("udp 10.0.0.1:5060"))
        .withPersistence(new Persistence(60, Netmask.full(AddressFamily.IPV4)))
        .withPersistenceEngine("sip");
  }

  private SyncDaemon daemon(Role role) {
    return new SyncDaemon(role, multicastInterface(), 5, 0, Optional.empty(), 0, 0);
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
    IpvsException refusal = refusalOf(new StopSyncDaemon(role));

    assertThat(refusal.errno()).isEqualTo(Errno.ESRCH);
    assertThat(refusal).hasMessageContaining("no " + role.text() + " sync daemon is running");
  }

  @Test
  void refusesASyncDaemonOnAnInterfaceThatIsNotThere() {
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

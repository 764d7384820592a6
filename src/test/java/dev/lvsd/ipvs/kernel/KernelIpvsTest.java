package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_DEL_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_SET_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.Flush;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SyncDaemon.Role;
import dev.lvsd.netlink.ScriptedKernel;
import dev.lvsd.netlink.ScriptedKernel.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against a script that plays the kernel; the contract runs against real ones. */
class KernelIpvsTest {
  private static final int FAMILY = 0x1c;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int NLM_F_MULTI = 2;
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");

  private final ScriptedKernel kernel =
      new ScriptedKernel()
          .then(
              (sent, answers) -> {
                answers.answer(sent.get(0), out -> out.u16(CTRL_ATTR_FAMILY_ID, FAMILY));
                answers.ack(sent.get(0));
              });

  private KernelIpvs open() {
    return KernelIpvs.over(
        kernel.connect(Duration.ofSeconds(5)), new ConnectionFile(Path.of("/nowhere")));
  }

  private static void dump(Sent request, ScriptedKernel answers, List<ServiceSpec> services) {
    for (ServiceSpec spec : services) {
      answers.part(request, NLM_F_MULTI, out -> ServiceCodec.writeSpec(out, spec));
    }
    answers.done(request, 0);
  }

  private static List<ServiceSpec> marks(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(mark -> ServiceSpec.of(new FwmarkKey(mark, AddressFamily.IPV4), SchedulerName.RR))
        .toList();
  }

  @Test
  void saysHowToGetTheModuleWhereThereIsNone() {
    ScriptedKernel without =
        new ScriptedKernel().then((sent, answers) -> answers.error(sent.get(0), Errno.ENOENT));

    IpvsException failure =
        catchThrowableOfType(
            IpvsException.class,
            () ->
                KernelIpvs.over(
                    without.connect(Duration.ofSeconds(5)),
                    new ConnectionFile(Path.of("/nowhere"))));

    assertThat(failure).hasMessageContaining("modprobe ip_vs");
    assertThat(failure.blame()).isEqualTo(Blame.HOST);
    assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
    assertThat(without.closed()).isTrue();
  }

  @Test
  void sendsToTheFamilyThatTheKernelNamed() {
    kernel.thenSuccess();
    try (KernelIpvs ipvs = open()) {
      ipvs.execute(new Flush());
    }

    assertThat(kernel.datagrams().get(1))
        .extracting(Sent::family, Sent::command)
        .containsExactly(tuple(FAMILY, 17));
    assertThat(kernel.closed()).isTrue();
  }

  @Test
  void hasNoServiceWhereTheKernelSaysEsrch() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.ESRCH));
    try (KernelIpvs ipvs = open()) {
      assertThat(ipvs.service(WEB)).isEmpty();
    }
  }

  @Test
  void passesOtherRefusalsOfAQuestionOn() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EPERM));
    try (KernelIpvs ipvs = open()) {
      assertThatThrownBy(() -> ipvs.service(WEB))
          .isInstanceOf(IpvsException.class)
          .hasMessageStartingWith("read service tcp 10.0.0.1:80: Operation not permitted (EPERM): ")
          .hasMessageContaining("CAP_NET_ADMIN");
    }
  }

  @Test
  void readsALongListAgainUntilItRests() {
    List<ServiceSpec> all = marks(100);
    kernel
        .then((sent, answers) -> dump(sent.get(0), answers, all.subList(1, 100)))
        .then((sent, answers) -> dump(sent.get(0), answers, all));
    try (KernelIpvs ipvs = open()) {
      assertThat(ipvs.services()).extracting(ServiceStatus::spec).isEqualTo(all);
    }
    assertThat(kernel.datagrams()).hasSize(1 + 3);
  }

  @Test
  void leavesOutServicesThatTheModelCannotCarry() {
    kernel.then(
        (sent, answers) -> {
          answers.part(
              sent.get(0),
              NLM_F_MULTI,
              out ->
                  out.nested(
                      1,
                      service ->
                          service
                              .u16(1, 2)
                              .u16(2, 47)
                              .bytes(3, new byte[16])
                              .be16(4, 0)
                              .string(6, "rr")));
          dump(sent.get(0), answers, marks(1));
        });
    try (KernelIpvs ipvs = open()) {
      assertThat(ipvs.services()).extracting(ServiceStatus::spec).isEqualTo(marks(1));
    }
  }

  /**
   * Kernel 6.1: the sync thread had not run, its end is EINTR, and netlink keeps that to itself.
   */
  @Test
  void stopsASyncDaemonAlsoWhereTheKernelDoesNotAnswer() {
    kernel
        .then((sent, answers) -> answers.ack(sent.get(1)))
        .then((sent, answers) -> answers.done(sent.get(0), 0));
    try (KernelIpvs ipvs = open()) {
      ipvs.execute(new StopSyncDaemon(Role.MASTER));
    }

    assertThat(kernel.datagrams().get(1))
        .extracting(Sent::command)
        .containsExactly(IPVS_CMD_DEL_DAEMON, IPVS_CMD_SET_CONFIG);
    assertThat(kernel.datagrams().get(2))
        .extracting(Sent::command)
        .containsExactly(IPVS_CMD_GET_DAEMON);
    assertThat(kernel.waited()).isZero();
  }

  @Test
  void saysSoWhenASyncDaemonDidNotStop() {
    SyncDaemon running = new SyncDaemon(Role.MASTER, "lo", 1, 0, Optional.empty(), 0, 0);
    kernel
        .then((sent, answers) -> answers.ack(sent.get(1)))
        .then(
            (sent, answers) -> {
              answers.part(sent.get(0), NLM_F_MULTI, out -> SyncDaemonCodec.write(out, running));
              answers.done(sent.get(0), 0);
            });
    try (KernelIpvs ipvs = open()) {
      assertThatThrownBy(() -> ipvs.execute(new StopSyncDaemon(Role.MASTER)))
          .isInstanceOf(IpvsException.class)
          .hasMessageContaining("still runs");
    }
  }

  @Test
  void tellsWhichOfABatchWereDoneBeforeTheKernelFellSilent() {
    kernel.room(2).thenSuccess().thenSilence();
    List<String> heard = new ArrayList<>();
    List<CreateService> commands = marks(4).stream().map(CreateService::new).toList();
    try (KernelIpvs ipvs = open()) {
      assertThatThrownBy(() -> ipvs.execute(commands, FailureMode.CONTINUE, listener(heard)))
          .isInstanceOf(IpvsException.class)
          .extracting(e -> ((IpvsException) e).errno())
          .isEqualTo(Errno.ETIMEDOUT);
    }

    assertThat(heard).containsExactly("create service fwmark 1", "create service fwmark 2");
  }

  @Test
  void letsFailuresOfTheListenerPass() {
    kernel.thenSuccess();
    IllegalStateException own = new IllegalStateException("the listener's own");
    try (KernelIpvs ipvs = open()) {
      assertThatThrownBy(
              () ->
                  ipvs.execute(
                      List.of(new Flush()),
                      FailureMode.CONTINUE,
                      new BatchListener() {
                        @Override
                        public void done(IpvsCommand command) {
                          throw own;
                        }

                        @Override
                        public void failed(IpvsCommand command, IpvsException failure) {}
                      }))
          .isSameAs(own);
    }
  }

  private static BatchListener listener(List<String> heard) {
    return new BatchListener() {
      @Override
      public void done(IpvsCommand command) {
        heard.add(command.describe());
      }

      @Override
      public void failed(IpvsCommand command, IpvsException failure) {
        heard.add("failed: " + command.describe());
      }
    };
  }
}

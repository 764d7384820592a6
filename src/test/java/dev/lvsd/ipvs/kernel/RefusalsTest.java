package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.Flush;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Addresses;
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
import dev.lvsd.netlink.NetlinkException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");
  private static final ServiceKey WEB6 = ServiceKeys.parse("tcp [2001:db8::1]:80");
  private static final ServiceSpec MH = ServiceSpec.of(WEB, new SchedulerName("mh"));
  private static final ServerSpec SERVER = server("192.168.0.7");
  private static final ServerSpec SERVER6 = server("fd00::7");
  private static final SyncDaemon MASTER =
      new SyncDaemon(Role.MASTER, "eth7", 1, 0, Optional.empty(), 0, 0);

  private static ServerSpec server(String address) {
    return ServerSpec.of(new ServerKey(Addresses.parse(address), 8080), ForwardingMethod.NAT, 1);
  }

  private static IpvsException refusal(IpvsCommand command, int errno, String words) {
    ChangeRequest request = ChangeRequest.of(command);
    return Refusals.of(request, new NetlinkException(request.describe(), errno, words));
  }

  static Stream<Arguments> reasons() {
    SyncDaemon unicast =
        new SyncDaemon(Role.MASTER, "eth7", 1, 0, Optional.of(Addresses.parse("10.0.0.1")), 0, 0);
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 0, Tunnel.Checksum.NONE);
    return Stream.of(
        Arguments.of(new CreateService(MH), Errno.EEXIST, Blame.USER, "such a service already"),
        Arguments.of(new CreateService(MH), Errno.ENOENT, Blame.HOST, "ip_vs_mh"),
        Arguments.of(
            new UpdateService(MH.withPersistenceEngine("sip")),
            Errno.ENOENT,
            Blame.HOST,
            "ip_vs_pe_sip"),
        Arguments.of(new CreateService(MH), Errno.EINVAL, Blame.KERNEL, "these settings"),
        Arguments.of(new CreateService(MH), Errno.EAFNOSUPPORT, Blame.HOST, "IPv6"),
        Arguments.of(new CreateService(MH), Errno.ENOPROTOOPT, Blame.HOST, "being unloaded"),
        Arguments.of(new CreateService(MH), Errno.ENOMEM, Blame.HOST, "out of memory"),
        Arguments.of(new UpdateService(MH), Errno.ESRCH, Blame.USER, "no such service"),
        Arguments.of(new DeleteService(WEB), Errno.ESRCH, Blame.USER, "no such service"),
        Arguments.of(new AddServer(WEB, SERVER), Errno.ESRCH, Blame.USER, "no such service"),
        Arguments.of(new AddServer(WEB, SERVER), Errno.EEXIST, Blame.USER, "server already"),
        Arguments.of(new UpdateServer(WEB, SERVER), Errno.ENOENT, Blame.USER, "no such server"),
        Arguments.of(
            new RemoveServer(WEB, SERVER.key()), Errno.ENOENT, Blame.USER, "no such server"),
        Arguments.of(new AddServer(WEB, SERVER), Errno.ERANGE, Blame.USER, "weight 1, upper"),
        Arguments.of(new AddServer(WEB, SERVER), Errno.EINVAL, Blame.USER, "not broadcast"),
        Arguments.of(new AddServer(WEB6, SERVER6), Errno.EINVAL, Blame.USER, "link-local"),
        Arguments.of(
            new AddServer(WEB, SERVER6), Errno.EINVAL, Blame.USER, "only forwarding method tunnel"),
        Arguments.of(
            new AddServer(WEB, SERVER6.withTunnel(Tunnel.IPIP)),
            Errno.EINVAL,
            Blame.USER,
            "while a sync daemon runs"),
        Arguments.of(
            new UpdateServer(WEB, SERVER.withTunnel(gue)),
            Errno.EINVAL,
            Blame.USER,
            "gue needs the port"),
        Arguments.of(
            new UpdateServer(WEB, SERVER.withThresholds(1L << 31, 0)),
            Errno.EINVAL,
            Blame.USER,
            "2147483648 is above 2147483647"),
        Arguments.of(
            new SetTimeouts(new Timeouts(1, 2, 3)), Errno.EINVAL, Blame.USER, "none was changed"),
        Arguments.of(new StartSyncDaemon(MASTER), Errno.EEXIST, Blame.USER, "running already"),
        Arguments.of(new StartSyncDaemon(MASTER), Errno.ENODEV, Blame.USER, "\"eth7\""),
        Arguments.of(
            new StartSyncDaemon(MASTER), Errno.EADDRNOTAVAIL, Blame.HOST, "eth7 has no address"),
        Arguments.of(
            new StartSyncDaemon(MASTER), Errno.EINVAL, Blame.USER, "another address family"),
        Arguments.of(
            new StartSyncDaemon(unicast), Errno.EINVAL, Blame.USER, "not a multicast address"),
        Arguments.of(
            new StopSyncDaemon(Role.BACKUP), Errno.ESRCH, Blame.USER, "no backup sync daemon"),
        Arguments.of(new Flush(), Errno.EPERM, Blame.HOST, "CAP_NET_ADMIN"),
        Arguments.of(new Flush(), Errno.ENOENT, Blame.HOST, "was unloaded"),
        Arguments.of(new Flush(), Errno.EOPNOTSUPP, Blame.KERNEL, "does not know the command"),
        Arguments.of(new Flush(), Errno.EIO, Blame.KERNEL, "gives no reason"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void tellsOperationNumberReasonAndWhoseMoveItIs(
      IpvsCommand command, int errno, Blame blame, String reason) {
    IpvsException refusal = refusal(command, errno, "");

    assertThat(refusal)
        .hasMessageStartingWith(
            "%s: %s (%s): ".formatted(command.describe(), Errno.text(errno), Errno.name(errno)))
        .hasMessageContaining(reason);
    assertThat(refusal.errno()).isEqualTo(errno);
    assertThat(refusal.blame()).isEqualTo(blame);
    assertThat(refusal).hasCauseInstanceOf(NetlinkException.class);
  }

  @Test
  void saysItInOneSentence() {
    assertThat(refusal(new CreateService(MH), Errno.ENOENT, ""))
        .hasMessage(
            "create service tcp 10.0.0.1:80: No such file or directory (ENOENT): the kernel has no"
                + " scheduler \"mh\" (module ip_vs_mh); load or install it, or choose another"
                + " scheduler");
  }

  @Test
  void passesTheKernelsOwnWordsOn() {
    assertThat(refusal(new Flush(), Errno.EINVAL, "bytes leftover after parsing attributes"))
        .hasMessageContaining(
            "the kernel says \"bytes leftover after parsing attributes\"; the kernel gives");
  }

  @Test
  void doesNotExplainAwayAnAnswerThatNeverCame() {
    assertThat(refusal(new Flush(), Errno.ETIMEDOUT, "").errno()).isEqualTo(Errno.ETIMEDOUT);
  }
}

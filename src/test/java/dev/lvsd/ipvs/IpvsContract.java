package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every data plane does. Here: many commands at once and time-outs; what it does with services
 * and servers stands in the classes that this one extends, and what only the kernel does in {@link
 * IpvsKernelContract}.
 *
 * <p>An implementation extends this class, so that one contract holds for all of them.
 */
public abstract class IpvsContract extends IpvsServerContract {
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

  /** Executes commands, and tells how each ended, in the order of the answers. */
  protected final List<String> run(FailureMode mode, IpvsCommand... commands) {
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

  @Test
  void runsNoSyncDaemonAtFirst() {
    assertThat(ipvs.syncDaemons()).isEmpty();
  }
}

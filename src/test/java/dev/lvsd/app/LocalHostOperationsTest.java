package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.HostFinding;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.Verdict;
import dev.lvsd.cli.HostOperations;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.FakeHost;
import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.TableGeometry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalHostOperationsTest {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 203.0.113.10:80");

  private final FakeHost host = new FakeHost();
  private final FakeIpvs ipvs = new FakeIpvs();
  private int tablesOpened;
  private HostOperations operations;

  static KernelFacts facts() {
    return new KernelFacts(
        "6.1.176",
        TableGeometry.of(new KernelRelease(6, 1, 176), 1 << 20),
        Optional.empty(),
        "quiet",
        List.of(),
        0);
  }

  @BeforeEach
  void open() {
    operations =
        new LocalHostOperations(
            () -> host,
            LocalHostOperationsTest::facts,
            () -> {
              tablesOpened++;
              return ipvs;
            },
            whole -> new PlaneChoice(PlaneChoice.Kind.KERNEL, "this kernel has ip_vs"),
            files -> new Definition(List.of()));
    ipvs.execute(new IpvsCommand.CreateService(ServiceSpec.of(WEB, SchedulerName.WRR)));
    ServerKey server = new ServerKey(Addresses.parse("10.2.0.11"), 80);
    ipvs.execute(new IpvsCommand.AddServer(WEB, ServerSpec.of(server, ForwardingMethod.NAT, 1)));
  }

  @Test
  void judgesByWhatIsInTheTable() {
    HostReport report = operations.check(List.of());
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.subject()).isEqualTo("sysctl net.ipv4.ip_forward");
              assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
            })
        .anySatisfy(
            finding -> {
              assertThat(finding.subject()).isEqualTo("VIP 203.0.113.10");
              assertThat(finding.verdict()).isEqualTo(Verdict.CONSIDER);
            });
    host.sysctl("net.ipv4.ip_forward", "1");
    host.addAddress(InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10")));
    assertThat(operations.check(List.of()).findings())
        .extracting(HostFinding::verdict)
        .doesNotContain(Verdict.PROBLEM);
    assertThat(host.executed()).isEmpty();
  }

  @Test
  void doesNotOpenATableWhichWouldLoadTheModule() {
    host.module("ip_vs", ModulePresence.LOADABLE);
    assertThat(operations.check(List.of()).findings())
        .filteredOn(finding -> finding.subject().equals("module ip_vs"))
        .extracting(HostFinding::next)
        .containsExactly("lvsctl apply loads it; so does: modprobe ip_vs");
    operations.sysctls(List.of());
    operations.connTable(new ConnTableQuestion(Optional.empty(), Optional.empty()));
    assertThat(tablesOpened).isZero();
  }

  @Test
  void sizesTheTableOfTheRunningKernelAndOfAnother() {
    ConnTableAdvice here =
        operations.connTable(new ConnTableQuestion(Optional.empty(), Optional.empty()));
    assertThat(here.kernel().release()).isEqualTo("6.1.176");
    assertThat(here.kernel().bitsNow()).hasValue(12);
    assertThat(here.load().origin()).isEqualTo("in the table now");
    assertThat(here.load().nat()).isTrue();
    ConnTableAdvice there =
        operations.connTable(new ConnTableQuestion(Optional.empty(), Optional.of("7.2.7")));
    assertThat(there.kernel().geometry().growing()).isTrue();
    assertThat(there.kernel().bitsNow()).isEmpty();
    assertThatThrownBy(
            () ->
                operations.connTable(
                    new ConnTableQuestion(Optional.empty(), Optional.of("newest"))))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("'newest' is no release of a kernel");
  }
}

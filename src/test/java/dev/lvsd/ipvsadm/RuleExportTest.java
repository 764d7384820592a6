package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import org.junit.jupiter.api.Test;

class RuleExportTest {
  private static final String RULES =
      """
      -A -t 10.0.0.1:80 -s wrr -p 600 -M 255.255.255.0
      -a -t 10.0.0.1:80 -r 192.168.7.12:8080 -m -w 100 -x 9 -y 7
      -a -t 10.0.0.1:80 -r 192.168.7.9:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum
      -A -t 172.16.0.1:80 -s mh -b mh-fallback,mh-port
      -A -u 10.0.0.2:53 -s sh -o -b sh-port,flag-3
      -A -f 4294967295 -s wlc
      -A -f 8 -6 -s rr -p 50 -M 64 --pe sip -b flag-1,flag-3
      """;

  private final FakeIpvs table = new FakeIpvs();

  @Test
  void writesRulesThatMakeTheSameTable() {
    restore(table, RULES);

    RuleExport.Exported exported = RuleExport.write(table.table());

    assertThat(exported.text().lines()).containsExactlyInAnyOrderElementsOf(RULES.lines().toList());
    assertThat(exported.losses()).isEmpty();
    FakeIpvs other = new FakeIpvs();
    assertThat(restore(other, exported.text()).err).isEmpty();
    assertThat(other.table()).containsExactlyInAnyOrderElementsOf(table.table());
  }

  @Test
  void saysWhatIpvsadmCannotSay() {
    table.execute(
        new IpvsCommand.CreateService(
            ServiceSpec.of(ServiceKeys.parse("tcp 10.0.0.1:80"), SchedulerName.RR)
                .withPersistence(new Persistence(0, Netmask.full(AddressFamily.IPV4)))));

    RuleExport.Exported exported = RuleExport.write(table.table());

    assertThat(exported.text()).isEmpty();
    assertThat(exported.losses())
        .containsExactly(
            "service tcp 10.0.0.1:80 is left out:"
                + " ipvsadm takes a persistence of 1 to 2678400 seconds, this has 0");
  }

  private static IpvsadmRun restore(FakeIpvs table, String rules) {
    return IpvsadmRun.of(() -> table, "ipvsadm", rules, false, "-R");
  }
}

package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.cli.Samples;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.ReloadCost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final InterfaceAddress VIP =
      InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10"));
  private static final SyncDaemon MASTER =
      new SyncDaemon(SyncDaemon.Role.MASTER, "eth0", 7, 0, Optional.empty(), 0, 0);

  @Test
  void tellsWhatChangesOfTheHost() {
    Plan plan =
        new Plan(
            List.of(
                new HostChange.ConfigureModule(OptionalInt.empty(), OptionalInt.of(14)),
                new HostChange.LoadModule("ip_vs_wrr"),
                new HostChange.ReloadModule(12, 14, new ReloadCost(1, 120)),
                new HostChange.SetSysctl("net.ipv4.ip_forward", Optional.of("0"), "1"),
                new HostChange.PersistSysctls(
                    Map.of("a.b", "1", "a.c", "2"), Map.of("a.b", "1", "a.c", "3")),
                new HostChange.AddVip(VIP, Announcing.DEFAULT),
                new HostChange.StartSyncDaemon(MASTER),
                new HostChange.RemoveVip(VIP),
                new HostChange.RestoreSysctl("net.ipv4.ip_forward", "1", "0")),
            List.of(),
            List.of());
    assertThat(print(plan, Paint.PLAIN))
        .isEqualTo(
            """
            ~ module-option ip_vs.conn_tab_bits  = 14
            + module ip_vs_wrr
            ~ module ip_vs  conn_tab_bits 12 -> 14  (loaded anew; interrupts 1 service with 120 connections)
            ~ sysctl net.ipv4.ip_forward  0 -> 1
            ~ sysctls at boot  a.c = 2 -> a.c = 3
            + address 203.0.113.10/32 on eth0
            + sync-daemon master on eth0 with id 7
            - address 203.0.113.10/32 on eth0
            ~ sysctl net.ipv4.ip_forward  1 -> 0  (as it was before lvsd)

            Plan: 3 to add, 5 to change, 0 to quiesce, 1 to remove.
            """);
  }

  @Test
  void groupsTheChangesByServiceWithASignEach() {
    assertThat(print(Samples.plan(), new Paint(false, true)))
        .isEqualTo(
            """
            ~ timeouts  tcp 15m → 10m
            + service udp [2001:db8::1]:53  rr, one-packet
              + server [2001:db8::53]:53  dr, weight 1
            ~ service tcp 203.0.113.10:80  scheduler wlc → wrr
              + server 10.2.0.11:80  dr, weight 3, thresholds 5000/4000
              ~ server 10.2.0.13:80  weight 1 → 3
              ↓ quiesce 10.2.0.12:80  weight 3 → 0  (12 active, 40 inactive connections)
              - server 10.2.0.12:80  (when idle; 12 active, 40 inactive connections)
            - service fwmark 7  (at once; 0 servers, 0 active, 0 inactive connections)
              foreign service tcp 10.9.9.9:443  sh, 1 server
            note: director.vipInterface is checked, and not set

            Plan: 3 to add, 3 to change, 1 to quiesce, 2 to remove; 1 foreign service untouched.
            """);
  }

  @Test
  void namesAnUnchangedServiceAboveItsChangedServers() {
    Plan plan = new Plan(Samples.plan().changes().subList(5, 6), List.of(), List.of());
    assertThat(print(plan, Paint.PLAIN))
        .isEqualTo(
            """
              service tcp 203.0.113.10:80
              ~ server 10.2.0.13:80  weight 1 -> 3

            Plan: 0 to add, 1 to change, 0 to quiesce, 0 to remove.
            """);
  }

  @Test
  void staysInAsciiWhereTheLocaleDoes() {
    assertThat(print(Samples.plan(), Paint.PLAIN))
        .contains("v quiesce 10.2.0.12:80  weight 3 -> 0")
        .matches(text -> text.chars().allMatch(c -> c < 128));
  }

  @Test
  void coloursTheSignsOnly() {
    assertThat(print(Samples.plan(), new Paint(true, true)))
        .contains("\u001b[32m+\u001b[0m service udp [2001:db8::1]:53  rr, one-packet\n")
        .contains("  \u001b[31m-\u001b[0m server 10.2.0.12:80");
  }

  @Test
  void saysThatThereIsNothingToDo() {
    assertThat(print(new Plan(List.of(), List.of(), List.of()), Paint.PLAIN))
        .isEqualTo("No changes: the table is as defined.\n");
  }

  @Test
  void countsForeignServicesWhenThereIsNothingToDo() {
    assertThat(print(new Plan(List.of(), Samples.plan().foreign(), List.of()), Paint.PLAIN))
        .endsWith("\nNo changes: the table is as defined; 1 foreign service untouched.\n");
  }

  private static String print(Plan plan, Paint paint) {
    StringWriter text = new StringWriter();
    new PlanText(new PrintWriter(text), paint).write(plan);
    return text.toString();
  }
}

package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.cli.Samples;
import dev.lvsd.plan.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
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

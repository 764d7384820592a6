package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was applied can be gone back to, by command or by itself, and connections stay open.
 *
 * <pre>
 *   client ──┬── 10.1.0.100:80 director, cluster shop ──┬── 10.2.0.11:8080, 10.2.0.12:8080 server1, server2
 *            └── 10.1.0.100:81 director, cluster mail ──┴── 10.2.0.11:8081 server1
 * </pre>
 */
class HistoryIT {
  private static final String SHOP =
      """
      # the shop
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          scheduler: wrr
          forwarding: nat
          realServers:
            - {name: a, address: 10.2.0.11, port: 8080, weight: 3}
            - {name: b, address: 10.2.0.12, port: 8080, weight: 1}
      """;
  private static final String MAIL =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: mail}
      services:
        - name: smtp
          listen: 10.1.0.100:81
          scheduler: rr
          forwarding: nat
          realServers:
            - {name: a, address: 10.2.0.11, port: 8081}
      """;

  private NatTopology lab;
  private Director director;
  private LvsctlShell lvsctl;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    lab.startServer(1, 8080);
    lab.startServer(2, 8080);
    director = Director.in(lab.director());
    lvsctl = new LvsctlShell(lab.director(), director.state());
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  private String file(String name, String yaml) {
    return director.file(name, yaml).toString();
  }

  @Test
  void rollbackGivesTheSameTableAsBefore() {
    List<List<String>> tables = new ArrayList<>();
    tables.add(director.savedTable());
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP), "--reason", "first");
    tables.add(director.savedTable());
    lvsctl.mustSucceed("apply", file("mail.yaml", MAIL));
    tables.add(director.savedTable());
    String other =
        SHOP.replace("weight: 3", "weight: 7")
            .replace("scheduler: wrr", "scheduler: lc")
            .replaceAll("(?m)^.*name: b,.*\n", "");
    lvsctl.mustSucceed("apply", file("shop.yaml", other));
    tables.add(director.savedTable());
    assertThat(tables).doesNotHaveDuplicates();

    assertThat(lvsctl.mustSucceed("diff", "2", "3"))
        .contains(
            "cluster shop\n", "-      - {name: a, address: 10.2.0.11, port: 8080, weight: 3}");
    assertThat(lvsctl.mustSucceed("rollback", "2", "--dry-run")).contains("weight 7 -> 3");
    assertThat(director.savedTable()).isEqualTo(tables.get(3));

    for (int entry : new int[] {2, 1, 3}) {
      lvsctl.mustSucceed("rollback", Integer.toString(entry));
      assertThat(director.savedTable()).as("entry " + entry).isEqualTo(tables.get(entry));
    }
    assertThat(lvsctl.mustSucceed("history", "show", "1")).endsWith("---\n" + SHOP);
    JsonArray entries =
        JsonParser.parseString(lvsctl.mustSucceed("history", "-o", "json"))
            .getAsJsonObject()
            .getAsJsonArray("entries");
    assertThat(entries).hasSize(6);
    assertThat(entries.get(0).getAsJsonObject().get("reason").getAsString()).isEqualTo("first");

    lvsctl.mustSucceed("remove", "shop");
    lvsctl.mustSucceed("remove", "mail");
    assertThat(director.savedTable()).isEqualTo(tables.get(0));
  }

  @Test
  void whatNobodyConfirmsIsTakenBackAndConnectionsStayOpen() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    List<String> before = director.savedTable();
    try (Conversation first = lab.asker().connect(vip(80));
        Conversation second = lab.asker().connect(vip(80));
        Conversation third = lab.asker().connect(vip(80));
        Conversation fourth = lab.asker().connect(vip(80))) {
      List<Conversation> open = List.of(first, second, third, fourth);
      List<String> answers = open.stream().map(Conversation::ask).toList();
      assertThat(answers).contains("server1", "server2");

      LvsctlShell.Answer reverted =
          lvsctl.run(
              "apply",
              file("shop.yaml", SHOP.replaceAll("(?m)^.*name: b,.*\n", "")),
              "--wait",
              "0s",
              "--confirm-within",
              "1s");

      assertThat(reverted.exitCode()).as(reverted.everything()).isEqualTo(1);
      assertThat(reverted.out()).contains("quiesce 10.2.0.12:8080  weight 1 -> 0");
      assertThat(reverted.err()).contains("Not confirmed: went back to history entry 1.");
      assertThat(director.savedTable()).isEqualTo(before);
      assertThat(open.stream().map(Conversation::ask)).containsExactlyElementsOf(answers);
    }
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 6, "server2", 2));
  }

  @Test
  void confirmFromAnotherTerminalEndsTheWait() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    String other = file("shop.yaml", SHOP.replace("weight: 3", "weight: 7"));
    try (Program.Running applying =
        director.lvsctl("apply", other, "--confirm-within", "60s").start()) {
      await("an entry to confirm")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> lvsctl.mustSucceed("history").contains("unless confirmed"));

      lvsctl.mustSucceed("confirm");

      Program.Result result = applying.await();
      assertThat(result.exitCode()).as(result.everything()).isZero();
      assertThat(result.errors()).contains("Confirmed.");
    }
    assertThat(lvsctl.run("revert").err()).contains("no apply waits for a confirmation");
    assertThat(director.ipvsadm()).containsPattern("10.2.0.11:8080 +Masq +7 ");
  }

  /** As when what was applied cuts off the terminal from which it was applied. */
  @Test
  void aSignalBeforeTheConfirmationTakesItBack() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    List<String> before = director.savedTable();
    String other = file("shop.yaml", SHOP.replace("weight: 3", "weight: 7"));
    try (Program.Running applying =
        director.lvsctl("apply", other, "--confirm-within", "60s").start()) {
      await("an entry to confirm")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> lvsctl.mustSucceed("history").contains("applied, 1 change, until"));
      Program.of("kill", "-HUP", Long.toString(applying.process().pid())).mustSucceed();
      assertThat(applying.await().errors()).contains("Interrupted before it was confirmed");
    }
    assertThat(director.savedTable()).isEqualTo(before);
  }

  @Test
  void aWeightHoldsThroughAppliesUntilItIsReset() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));

    lvsctl.mustSucceed("weight", "shop/web", "a", "1");
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 4, "server2", 4));
    String notes = lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    assertThat(notes).contains("has weight 1 by lvsctl weight, instead of 3");
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 4, "server2", 4));

    lvsctl.mustSucceed("weight", "10.1.0.100:80", "10.2.0.11", "--reset");
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 6, "server2", 2));
  }

  @Test
  void aDrainedServerThatIsKilledInTheMiddleIsDrainedToItsEnd() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    List<Conversation> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open.add(lab.asker().connect(vip(80)));
    }
    List<String> before = open.stream().map(Conversation::ask).toList();
    assertThat(before).filteredOn("server1"::equals).hasSize(6);

    try (Program.Running draining = director.lvsctl("drain", "shop/web", "a").start()) {
      await("a drain")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> director.ipvsadm().matches("(?s).*10.2.0.11:8080 +Masq +0 .*"));
      draining.process().destroyForcibly();
      assertThat(draining.await().exitCode()).isEqualTo(128 + 9);
    }
    JsonObject drain = drain();
    assertThat(drain.get("running").getAsBoolean()).isTrue();
    assertThat(drain.get("activeConnections").getAsInt()).isEqualTo(6);
    assertThat(lab.asker().shareTcp(vip(80), 4)).isEqualTo(Map.of("server2", 4));
    assertThat(open.stream().map(Conversation::ask)).containsExactlyElementsOf(before);

    open.forEach(Conversation::abort);
    String ended = lvsctl.mustSucceed("drain", "shop/web", "a");

    assertThat(ended).startsWith("Drained and removed server a (10.2.0.11:8080)");
    assertThat(director.ipvsadm()).doesNotContain("10.2.0.11:8080");
    lvsctl.mustSucceed("undrain", "shop/web", "a");
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 6, "server2", 2));
  }

  @Test
  void aDrainCutsAtItsDeadlineOnly() {
    lvsctl.mustSucceed("apply", file("shop.yaml", SHOP));
    try (Conversation first = lab.asker().connect(vip(80));
        Conversation second = lab.asker().connect(vip(80))) {
      assertThat(List.of(first.ask(), second.ask())).contains("server1");
      String ended = lvsctl.mustSucceed("drain", "shop/web", "a", "--deadline", "2s");
      assertThat(ended).containsPattern("the deadline had passed, [12] connections? went with it");
    }
    assertThat(director.ipvsadm()).doesNotContain("10.2.0.11:8080");
  }

  private JsonObject drain() {
    return JsonParser.parseString(lvsctl.mustSucceed("get", "drains", "-o", "json"))
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject();
  }
}

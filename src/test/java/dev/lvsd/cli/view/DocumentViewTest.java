package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.cli.Samples;
import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Timeouts;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class DocumentViewTest {
  @Test
  void writesAServiceWithItsServersAsJson() {
    assertThat(json(view -> view.services(List.of(Samples.mark()))))
        .isEqualTo(
            """
            [
              {
                "service": "fwmark 7",
                "scheduler": "wlc",
                "schedulerFlags": [],
                "persistence": {
                  "timeoutSeconds": 300,
                  "netmask": "255.255.255.0"
                },
                "persistenceEngine": "sip",
                "onePacket": false,
                "toa": false,
                "activeConnections": 0,
                "inactiveConnections": 0,
                "persistentConnections": 0,
                "statistics": {
                  "connections": 0,
                  "inPackets": 0,
                  "outPackets": 0,
                  "inBytes": 0,
                  "outBytes": 0,
                  "connectionsPerSecond": 0,
                  "inPacketsPerSecond": 0,
                  "outPacketsPerSecond": 0,
                  "inBytesPerSecond": 0,
                  "outBytesPerSecond": 0
                },
                "servers": []
              }
            ]
            """);
  }

  @Test
  void writesCountersWithoutASign() {
    JsonObject web =
        JsonParser.parseString(json(view -> view.services(List.of(Samples.web()))))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(web.getAsJsonObject("statistics").get("inBytes").getAsBigInteger())
        .isEqualTo("18446744073709551615");
  }

  @Test
  void writesConnectionsAsYaml() {
    assertThat(
            yaml(
                view -> {
                  ConnectionView connections = view.connections();
                  connections.show(
                      Samples.connection(
                          "[2001:db8::7]:4711", "[2001:db8::1]:80", "10.2.0.11:80", "CLOSE"));
                  connections.show(Samples.template());
                  connections.end();
                }))
        .isEqualTo(
            """
            - protocol: TCP
              client: '[2001:db8::7]:4711'
              virtual: '[2001:db8::1]:80'
              server: 10.2.0.11:80
              state: CLOSE
              expiresSeconds: 899
              template: false
              engine: null
              engineData: null
            - protocol: IP
              client: 192.0.2.0:0
              virtual: fwmark 7
              server: 10.2.0.11:0
              state: NONE
              expiresSeconds: 3723
              template: true
              engine: sip
              engineData: call-1@example
            """);
  }

  @Test
  void writesAnEmptyListWhereThereIsNothing() {
    for (Consumer<View> question :
        List.<Consumer<View>>of(
            view -> view.services(List.of()),
            view -> view.servers(List.of()),
            view -> view.connections().end(),
            view -> view.daemons(List.of()))) {
      assertThat(json(question)).isEqualTo("[]\n");
      assertThat(yaml(question)).isEqualTo("[]\n");
    }
  }

  @Test
  void tellsBeforeAndAfterOfEveryChange() {
    JsonObject plan =
        JsonParser.parseString(json(view -> view.plan(Samples.plan()))).getAsJsonObject();
    JsonObject quiesce = plan.getAsJsonArray("changes").get(6).getAsJsonObject();
    assertThat(quiesce.keySet())
        .containsExactly(
            "action",
            "object",
            "service",
            "server",
            "before",
            "after",
            "activeConnections",
            "inactiveConnections");
    assertThat(quiesce.getAsJsonObject("before").get("weight").getAsInt()).isEqualTo(3);
    assertThat(quiesce.getAsJsonObject("after").get("weight").getAsInt()).isZero();
    assertThat(plan.get("summary").toString())
        .isEqualTo("{\"add\":3,\"change\":3,\"quiesce\":1,\"remove\":2,\"foreign\":1}");
  }

  @Test
  void tellsTheResultOfEveryChange() {
    ApplyReport report =
        new ApplyReport(
            Samples.plan(),
            List.of(
                new Outcome.Failed(Samples.plan().changes().get(1), "refused"),
                new Outcome.Draining(Samples.plan().changes().get(7), 2, 1)),
            List.of("the state could not be written"),
            Duration.ofMillis(1500));
    JsonObject document =
        JsonParser.parseString(json(view -> view.applied(report))).getAsJsonObject();
    assertThat(document.getAsJsonArray("outcomes"))
        .extracting(outcome -> outcome.getAsJsonObject().get("result").getAsString())
        .containsExactly("failed", "draining");
    assertThat(document.get("tookSeconds").getAsDouble()).isEqualTo(1.5);
    assertThat(document.getAsJsonArray("warnings")).hasSize(1);
  }

  @Test
  void tellsProblemsWithTheirPlace() {
    Problem problem =
        new Problem(
            Problem.Severity.ERROR,
            new Position("cluster.yaml", 4, 5),
            "services[0].schedular",
            "unknown key",
            "did you mean 'scheduler'?");
    assertThat(json(view -> view.check(Optional.empty(), List.of(problem))))
        .isEqualTo(
            """
            {
              "valid": false,
              "clusters": 0,
              "services": 0,
              "realServers": 0,
              "problems": [
                {
                  "severity": "error",
                  "file": "cluster.yaml",
                  "line": 4,
                  "column": 5,
                  "path": "services[0].schedular",
                  "message": "unknown key",
                  "hint": "did you mean 'scheduler'?"
                }
              ]
            }
            """);
  }

  @Test
  void writesTheSameDocumentInBothForms() {
    for (Consumer<View> question :
        List.<Consumer<View>>of(
            view -> view.services(Samples.table()),
            view -> view.servers(Samples.table()),
            view -> view.plan(Samples.plan()),
            view -> view.timeouts(new Timeouts(1, 2, 3)))) {
      JsonElement fromJson = JsonParser.parseString(json(question));
      Object fromYaml = new Yaml().load(yaml(question));
      assertThat(new Gson().toJsonTree(fromYaml).toString().replace(".0", ""))
          .isEqualTo(withoutNulls(fromJson).replace(".0", ""));
    }
  }

  /** As gson writes trees: keys without a value are left out. */
  private static String withoutNulls(JsonElement element) {
    return new Gson().toJson(element);
  }

  private static String json(Consumer<View> question) {
    return print(OutputFormat.JSON, question);
  }

  private static String yaml(Consumer<View> question) {
    return print(OutputFormat.YAML, question);
  }

  private static String print(OutputFormat format, Consumer<View> question) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    question.accept(Views.of(format, out, out, Paint.PLAIN));
    out.flush();
    return text.toString();
  }
}

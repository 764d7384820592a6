package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.cli.DaemonUnreachableException;
import dev.lvsd.cli.InvalidDefinitionException;
import dev.lvsd.cli.Operations;
import dev.lvsd.config.LocalFiles;
import dev.lvsd.diag.Problem;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.reconcile.Waiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOperationsTest {
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      dataPlane: auto
      services:
        - name: web
          listen: 203.0.113.10:80
          protocol: tcp
          forwarding: nat
          realServers:
            - {name: a, address: 10.2.0.11, weight: 3}
      """;

  @TempDir Path directory;
  private int opened;

  @Test
  void checksADefinitionWithoutADataPlane() throws IOException {
    Operations.Checked checked = operations("").check(List.of(definition(DEFINITION)));
    assertThat(checked.problems()).isEmpty();
    assertThat(checked.definition()).isPresent();
    assertThat(opened).isZero();
  }

  @Test
  void opensTheDataPlaneOnce() {
    Operations operations = operations("");
    assertThat(operations.table()).hasSize(1);
    assertThat(operations.timeouts().tcpSeconds()).isEqualTo(900);
    assertThat(operations.status().services()).isEqualTo(1);
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void readsStandardInput() {
    Operations.PlanRequest request =
        new Operations.PlanRequest(List.of(Path.of("-")), false, false, false);
    assertThat(operations(DEFINITION).plan(request).changes()).isNotEmpty();
  }

  @Test
  void remembersWhichServicesItManages() throws IOException {
    Operations operations = operations("");
    assertThat(operations.status().managedServices()).isZero();
    operations.apply(
        new Operations.ApplyRequest(
            request(DEFINITION),
            false,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            new Operations.Remark("apply shop.yaml", "")),
        ApplyListener.SILENT);
    assertThat(operations.status().managedServices()).isEqualTo(1);
  }

  @Test
  void tellsEveryProblemBeforeItTouchesTheDataPlane() throws IOException {
    Operations.PlanRequest request =
        request(DEFINITION.replace("tcp", "tpc").replace("weight: 3", "wieght: 3"));
    assertThatThrownBy(() -> operations("").plan(request))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.problems()).hasSize(2));
    assertThat(opened).isZero();
  }

  @Test
  void saysThatTheJavaPlaneNeedsTheDaemon() throws IOException {
    Operations.PlanRequest request = request(DEFINITION.replace("auto", "userspace"));
    assertThatThrownBy(() -> operations("").plan(request))
        .isInstanceOf(DaemonUnreachableException.class)
        .hasMessageContainingAll("cluster shop asks for it", "start it (systemctl start lvsd)");
    assertThat(opened).isZero();
  }

  private Operations operations(String standardInput) {
    List<Problem> warnings = new ArrayList<>();
    return new LocalOperations(
        directory.resolve("state"),
        new Means(this::open, TrainingHost::new, () -> IpvsAvailability.ACTIVE, Optional.empty()),
        new Caller(
            "alice",
            new LocalFiles(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8))),
            Waiter.SYSTEM,
            true,
            warnings::add));
  }

  private Ipvs open() {
    opened++;
    return new TrainingIpvs();
  }

  private Operations.PlanRequest request(String text) throws IOException {
    return new Operations.PlanRequest(List.of(definition(text)), false, false, false);
  }

  private Path definition(String text) throws IOException {
    return Files.writeString(directory.resolve("shop.yaml"), text);
  }
}

package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Cluster.DataPlaneChoice;
import dev.lvsd.model.Cluster.Management;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneChoiceTest {
  private int asked;

  private PlaneChoice choose(
      boolean running, IpvsAvailability kernel, DataPlaneChoice... ofClusters) {
    List<Cluster> clusters = new ArrayList<>();
    for (DataPlaneChoice each : ofClusters) {
      clusters.add(
          new Cluster(
              "c" + clusters.size(),
              each,
              Management.SHARED,
              Director.UNSPECIFIED,
              List.of(),
              List.of()));
    }
    return PlaneChoice.of(
        new Definition(clusters),
        running,
        () -> {
          asked++;
          return kernel;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE,       'the kernel''s IPVS, because this kernel has ip_vs'",
    "LOADABLE,     'the kernel''s IPVS, because this kernel has ip_vs as a module'",
    "ABSENT,       'the Java plane, because this kernel has no ip_vs'",
    "OUT_OF_REACH, 'the Java plane, because ip_vs cannot be used from a user namespace'"
  })
  void takesTheKernelWhereItHasIpvs(IpvsAvailability kernel, String expected) {
    assertThat(choose(false, kernel, DataPlaneChoice.AUTO).sentence()).isEqualTo(expected);
  }

  @Test
  void takesWhatAClusterAsksForWithoutAskingTheKernel() {
    DataPlaneChoice auto = DataPlaneChoice.AUTO;
    assertThat(choose(false, IpvsAvailability.ACTIVE, auto, DataPlaneChoice.USERSPACE).sentence())
        .isEqualTo("the Java plane, because cluster c1 asks for it");
    assertThat(choose(true, IpvsAvailability.ABSENT, auto, DataPlaneChoice.KERNEL).sentence())
        .isEqualTo("the kernel's IPVS, because cluster c1 asks for it");
    assertThat(asked).isZero();
  }

  @Test
  void leavesConnectionsWhereTheyAre() {
    assertThat(choose(true, IpvsAvailability.ACTIVE, DataPlaneChoice.AUTO).isUserspace()).isTrue();
  }
}

package dev.lvsd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of ARCHITECTURE.md: who may import whom. */
class ArchitectureTest {
  private static final JavaClasses LVSD =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.lvsd");

  private static final String JNR = "jnr..";
  private static final String PICOCLI = "picocli..";
  private static final String SNAKEYAML = "org.yaml.snakeyaml..";
  private static final String GSON = "com.google.gson..";

  /** What each package may import besides {@code java.*} and itself; {@code app} may everything. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("dev.lvsd.model", List.of()),
          Map.entry("dev.lvsd.diag", List.of()),
          Map.entry(
              "dev.lvsd.dataplane",
              List.of(
                  "dev.lvsd.dataplane.packet",
                  "dev.lvsd.dataplane.connection",
                  "dev.lvsd.dataplane.scheduler",
                  "dev.lvsd.ipvs",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.dataplane.io",
              List.of(
                  "dev.lvsd.dataplane",
                  "dev.lvsd.dataplane.packet",
                  "dev.lvsd.dataplane.scheduler",
                  "dev.lvsd.dataplane.io.route",
                  "dev.lvsd.ipvs",
                  "dev.lvsd.netlink",
                  "dev.lvsd.linux",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.dataplane.io.route",
              List.of(
                  "dev.lvsd.dataplane",
                  "dev.lvsd.netlink",
                  "dev.lvsd.linux",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry("dev.lvsd.dataplane.packet", List.of()),
          Map.entry("dev.lvsd.dataplane.connection", List.of("dev.lvsd.dataplane.packet")),
          Map.entry("dev.lvsd.dataplane.scheduler", List.of("dev.lvsd.model")),
          Map.entry("dev.lvsd.linux", List.of("dev.lvsd.diag", JNR)),
          Map.entry("dev.lvsd.netlink", List.of("dev.lvsd.linux", "dev.lvsd.diag")),
          Map.entry("dev.lvsd.ipvs", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.ipvs.kernel",
              List.of("dev.lvsd.ipvs", "dev.lvsd.netlink", "dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.ipvsadm", List.of("dev.lvsd.ipvs", "dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.host",
              List.of(
                  "dev.lvsd.host.announce",
                  "dev.lvsd.netlink",
                  "dev.lvsd.linux",
                  "dev.lvsd.state",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry("dev.lvsd.host.announce", List.of("dev.lvsd.linux", "dev.lvsd.model")),
          Map.entry("dev.lvsd.probe", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.probe.wire",
              List.of(
                  "dev.lvsd.probe",
                  "dev.lvsd.host",
                  "dev.lvsd.host.announce",
                  "dev.lvsd.dataplane.packet",
                  "dev.lvsd.linux",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry("dev.lvsd.plan", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry("dev.lvsd.state", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.reconcile",
              List.of(
                  "dev.lvsd.ipvs",
                  "dev.lvsd.host",
                  "dev.lvsd.plan",
                  "dev.lvsd.state",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.userspace",
              List.of(
                  "dev.lvsd.dataplane",
                  "dev.lvsd.host",
                  "dev.lvsd.ipvs",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry("dev.lvsd.remote", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry("dev.lvsd.remote.ssh", List.of("dev.lvsd.remote", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.wanted",
              List.of(
                  "dev.lvsd.config",
                  "dev.lvsd.reconcile",
                  "dev.lvsd.ipvs",
                  "dev.lvsd.plan",
                  "dev.lvsd.state",
                  "dev.lvsd.model",
                  "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.adopt", List.of("dev.lvsd.config", "dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.daemon",
              List.of("dev.lvsd.plan", "dev.lvsd.state", "dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry("dev.lvsd.control", List.of("dev.lvsd.linux", "dev.lvsd.diag", JNR)),
          Map.entry("dev.lvsd.config", List.of("dev.lvsd.model", "dev.lvsd.diag", SNAKEYAML, GSON)),
          Map.entry("dev.lvsd.advise", List.of("dev.lvsd.model", "dev.lvsd.diag")),
          Map.entry(
              "dev.lvsd.cli",
              List.of(
                  "dev.lvsd.advise",
                  "dev.lvsd.cli.view",
                  "dev.lvsd.plan",
                  "dev.lvsd.probe",
                  "dev.lvsd.remote",
                  "dev.lvsd.model",
                  "dev.lvsd.diag",
                  PICOCLI)),
          Map.entry(
              "dev.lvsd.cli.view",
              List.of(
                  "dev.lvsd.advise",
                  "dev.lvsd.plan",
                  "dev.lvsd.probe",
                  "dev.lvsd.remote",
                  "dev.lvsd.model",
                  "dev.lvsd.diag",
                  SNAKEYAML,
                  GSON)));

  static Stream<Map.Entry<String, List<String>>> table() {
    return MAY_IMPORT.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @ParameterizedTest
  @MethodSource("table")
  void importsOnlyWhatTheTableAllows(Map.Entry<String, List<String>> row) {
    List<String> allowed = new ArrayList<>(row.getValue());
    allowed.addAll(List.of(row.getKey(), "java..", "org.jspecify.annotations"));
    classes()
        .that(resideInAPackage(row.getKey()))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
        .check(LVSD);
  }

  @Test
  void seesTheCode() {
    assertThat(LVSD.size()).isGreaterThan(250);
  }

  @Test
  void knowsEveryPackage() {
    assertThat(packages().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("dev.lvsd.app")).toList());
  }

  @Test
  void explainsEveryPackage() {
    assertThat(packages().values())
        .allSatisfy(each -> assertThat(each.tryGetPackageInfo()).as(each.getName()).isPresent());
  }

  @Test
  void keepsPackagesFreeOfCycles() {
    slices().matching("dev.lvsd.(*)..").should().beFreeOfCycles().check(LVSD);
    slices().matching("dev.lvsd.(**)").should().beFreeOfCycles().check(LVSD);
  }

  @Test
  void keepsNativeCodeAtTheBottom() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.lvsd.linux", "dev.lvsd.control")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JNR)
        .check(LVSD);
  }

  @Test
  void letsNobodyImportTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.lvsd.app")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lvsd.app..")
        .check(LVSD);
  }

  /** Whoever asks for a table must not pay for the libraries of documents. */
  @Test
  void writesJsonAndYamlInOneClassEach() {
    assertThat(usersIn("dev.lvsd.cli.view", "com.google.gson"))
        .containsOnly("dev.lvsd.cli.view.JsonDocuments");
    assertThat(usersIn("dev.lvsd.cli.view", "org.yaml.snakeyaml"))
        .containsOnly("dev.lvsd.cli.view.YamlDocuments");
  }

  private static List<String> usersIn(String packageName, String library) {
    return LVSD.stream()
        .filter(each -> each.getPackageName().equals(packageName))
        .filter(
            each ->
                each.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> d.getTargetClass().getPackageName().startsWith(library)))
        .map(JavaClass::getName)
        .toList();
  }

  private static Map<String, JavaPackage> packages() {
    return LVSD.stream()
        .map(JavaClass::getPackage)
        .filter(each -> !each.getName().equals("dev.lvsd"))
        .distinct()
        .collect(Collectors.toMap(JavaPackage::getName, each -> each));
  }
}

package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on this machine, with the jar that was built. No kernel with ip_vs is needed. */
class LauncherIT {
  private static final Path BASE = Path.of(System.getProperty("lvsd.basedir"));
  private static final Path LAUNCHER = BASE.resolve("deploy/bin/lvsctl");

  @TempDir Path directory;

  /** Every Java from 17 on that this machine has, each once. */
  static Stream<Path> javas() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> more = Files.list(installed)) {
        more.filter(home -> Files.isExecutable(home.resolve("bin/java"))).forEach(homes::add);
      }
    }
    List<Path> real = new ArrayList<>();
    for (Path home : homes) {
      real.add(home.toRealPath());
    }
    return real.stream().distinct().filter(LauncherIT::isNewEnough);
  }

  private static boolean isNewEnough(Path home) {
    return Program.of(home.resolve("bin/java").toString(), "-version")
        .run()
        .errors()
        .matches("(?s).*version \"(1[7-9]|[2-9][0-9]).*");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void saysNothingButTheAnswer(Path home) {
    for (String command : List.of("version", "validate deploy/examples", "--help")) {
      Program.Result result = lvsctl("LVSD_JAVA=" + home.resolve("bin/java"), command);
      assertThat(result.errors()).as(result.everything()).isEmpty();
      assertThat(result.exitCode()).isZero();
      assertThat(result.output()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void makesAnArchiveOnceForManyStartsAtOnceAndUsesIt(Path home) throws IOException {
    String java = "LVSD_JAVA=" + home.resolve("bin/java");
    String cache = "LVSD_STARTUP_CACHE=" + directory;
    List<Program.Running> starts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      starts.add(program(java + " " + cache, "version").start());
    }
    for (Program.Running start : starts) {
      Program.Result result = start.await();
      assertThat(result.errors()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
    Path made =
        directory.resolve(home.resolve("bin/java").toString().substring(1).replace('/', '_'));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(made.resolve("made-for")) && !isAnythingUnfinished(made));

    Path log = directory.resolve("classes.log");
    Program.Result result =
        lvsctl(
            java + " " + cache + " LVSD_JAVA_OPTS=-Xlog:class+load:file=" + log,
            "validate deploy/examples/dr.yaml"); // has an anchor, which takes SnakeYAML
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    for (String name : List.of("dev.lvsd.app.Lvsctl", "org.yaml.snakeyaml.parser.ParserImpl")) {
      assertThat(Files.readString(log))
          .containsPattern("\\Q" + name + "\\E source: shared objects file");
    }
  }

  private static boolean isAnythingUnfinished(Path made) throws IOException {
    try (Stream<Path> files = Files.list(made)) {
      return files.anyMatch(
          file -> !List.of("lvsctl.jsa", "made-for", "native", "lock").contains(name(file)));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  void runsOnWithAnArchiveThatDoesNotFit() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path made = directory.resolve(java.toString().substring(1).replace('/', '_'));
    Files.createDirectories(made);
    Files.writeString(made.resolve("lvsctl.jsa"), "no archive");
    Files.writeString(made.resolve("made-for"), "another Java");

    Program.Result result =
        lvsctl("LVSD_JAVA=" + java + " LVSD_STARTUP_CACHE=" + directory, "version");

    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !isAnythingUnfinished(made) && !isGarbage(made));
  }

  private static boolean isGarbage(Path made) throws IOException {
    return Files.size(made.resolve("lvsctl.jsa")) < 100;
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "/proc/nowhere"})
  void runsWithoutACache(String cache) {
    Program.Result result = lvsctl("LVSD_STARTUP_CACHE=" + cache, "version");
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void findsItsJarThroughLinks() throws IOException {
    Path first = Files.createSymbolicLink(directory.resolve("first"), LAUNCHER);
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("first"));
    assertThat(first).isSymbolicLink();
    Program.Result result =
        sh("cd " + directory + " && LVSD_STARTUP_CACHE=off ./" + name(second) + " version");
    assertThat(result.errors()).isEmpty();
    assertThat(result.output()).startsWith("lvsd: ");
  }

  @Test
  void refusesAJavaThatIsTooOld() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    Path java =
        Files.createFile(
            directory.resolve("bin/java"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

    Program.Result result = lvsctl("LVSD_STARTUP_CACHE=off LVSD_JAVA=" + java, "version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "lvsctl: error: "
                + java
                + " is Java 11.0.2; lvsd needs 17 or newer: set LVSD_JAVA or JAVA_HOME\n");
  }

  @Test
  void saysThatThereIsNoJava() {
    Program.Result result = lvsctl("-u JAVA_HOME PATH=/nowhere", "version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).startsWith("lvsctl: error: no java on the PATH; install Java 17");
  }

  @Test
  void endsQuietlyWhenNobodyReadsOn() {
    Program.Result result = sh(LAUNCHER + " --help | head -1");
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void failsWhenTheAnswerCannotBeWritten() {
    Program.Result result = sh(LAUNCHER + " version > /dev/full");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo("lvsctl: error: write the answer to standard output: No space left on device\n");
  }

  private static Program.Result lvsctl(String environment, String arguments) {
    return program(environment, arguments).run();
  }

  private static Program program(String environment, String arguments) {
    return Program.of(
        "sh",
        "-c",
        "cd " + BASE + " && exec env " + environment + " " + LAUNCHER + " " + arguments);
  }

  private static Program.Result sh(String script) {
    return Program.of("sh", "-c", script).run();
  }
}

package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, started through links, is ipvsadm: as a process of its own, as scripts call it. */
class IpvsadmLauncherIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("lvsd.basedir"), "deploy/bin/lvsctl");

  private static final String RULES =
      """
      -A -t 10.0.0.1:80 -s rr -p 300
      -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 3
      -A -f 7 -6 -s wlc
      """;

  @TempDir private Path directory;

  @BeforeEach
  void makeLinks() throws IOException {
    for (String name : List.of("ipvsadm", "ipvsadm-save", "ipvsadm-restore")) {
      Files.createSymbolicLink(directory.resolve(name), LAUNCHER);
    }
  }

  @Test
  void isWhatTheLinkIsCalled() {
    try (Namespace theirs = Namespace.create("theirs");
        Namespace ours = Namespace.create("ours")) {
      theirs.program("ipvsadm-restore").input(RULES).mustSucceed();
      assertThat(link(ours, "ipvsadm-restore").input(RULES).mustSucceed()).isEmpty();

      String saved = ours.program("ipvsadm-save", "-n").mustSucceed();
      assertThat(saved).isEqualTo(theirs.program("ipvsadm-save", "-n").mustSucceed());
      assertThat(link(ours, "ipvsadm-save", "-n").mustSucceed()).isEqualTo(saved);
      assertThat(link(ours, "ipvsadm", "-Ln").mustSucceed())
          .isEqualTo(ours.program("ipvsadm", "-Ln").mustSucceed());
    }
  }

  @Test
  void saysHowItWasCalled() {
    try (Namespace namespace = Namespace.create("ours")) {
      Program.Result result = link(namespace, "ipvsadm", "--bogus").run();

      String name = directory.resolve("ipvsadm").toString();
      assertThat(result.errors())
          .isEqualTo("Try `%s -h' or '%s --help' for more information.\n".formatted(name, name));
      assertThat(result.exitCode()).isEqualTo(255);
    }
  }

  @Test
  void isReachedBehindItsOwnName() {
    try (Namespace namespace = Namespace.create("ours")) {
      assertThat(lvsctl(namespace, LAUNCHER, "ipvsadm", "-v").mustSucceed())
          .isEqualTo(namespace.program("ipvsadm", "-v").mustSucceed());
    }
  }

  private Program link(Namespace namespace, String name, String... args) {
    return lvsctl(namespace, directory.resolve(name), args);
  }

  private static Program lvsctl(Namespace namespace, Path program, String... args) {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("LVSD_JAR=" + System.getProperty("lvsd.jar"));
    command.add("LVSD_STARTUP_CACHE=off");
    command.add(program.toString());
    command.addAll(List.of(args));
    return namespace.program(command.toArray(String[]::new));
  }
}

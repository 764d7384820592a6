package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A director whose first process is systemd boots, gets a definition, loses its power, and boots
 * again with nothing but what is installed and what lvsd had written down.
 *
 * <pre>
 *   container ── install lvsd ── linux: systemd, lvsd.service, lvsctl apply, systemctl restart ── power cut
 *                             └─ linux: systemd, lvsd.service, first answer
 * </pre>
 *
 * <p>What each boot saw, {@code it-tests/guest/boot-lab} leaves in files. Each kernel boots twice,
 * once for all tests here; the machine's own kernel cannot, so the image's stand in for it.
 */
class BootIT {
  private static final Duration ONE_BOOT = Duration.ofMinutes(2);
  private static final Map<String, Path> BOOTED = new ConcurrentHashMap<>();

  static Stream<String> kernels() {
    List<String> wanted = LabSettings.fromEnvironment().kernels();
    return (wanted.contains(LabSettings.HOST) ? LabSettings.IMAGE_KERNELS : wanted).stream();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void systemdFindsTheDaemonReadyAndRestartsItWithoutTouchingTraffic(String kernel)
      throws IOException {
    Path first = booted(kernel).resolve("first");
    assertThat(first.resolve("unit"))
        .content()
        .isEqualToIgnoringWhitespace("active keeps the director as it was applied 0");
    assertThat(first.resolve("restart"))
        .content()
        .matches("(?s)[1-9][0-9]* answers, 0 missing\n0123456789\n");
    assertThat(first.resolve("log"))
        .content()
        .contains("lvsd ends; what it kept stays as it is")
        .doesNotContainIgnoringCase("warning");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void servesAgainAfterAPowerCutWithTheSameTables(String kernel) throws IOException {
    Path booted = booted(kernel);
    Path second = booted.resolve("second");
    assertThat(second.resolve("tables"))
        .content()
        .contains("-r 10.2.1.2:80 -m -w 3", "10.1.0.100/32", "ip_forward = 1")
        .isEqualTo(Files.readString(booted.resolve("first").resolve("tables")));
    assertThat(second.resolve("unit"))
        .content()
        .isEqualToIgnoringWhitespace("active keeps the director as it was applied 0");
    assertThat(second.resolve("plan")).content().startsWith("No changes");
    System.out.println(kernel + ": " + Files.readString(second.resolve("served")).strip());
  }

  private static Path booted(String kernel) {
    return BOOTED.computeIfAbsent(kernel, BootIT::boot);
  }

  private static Path boot(String kernel) {
    LabSettings settings = LabSettings.fromEnvironment();
    try {
      Path work = Files.createDirectories(settings.results().resolve("boot-" + kernel));
      Console console = new Console(settings.results().resolve("boot-" + kernel + ".log"));
      try (GenericContainer<?> container = container(settings, kernel, work, console)) {
        container.start();
      } catch (RuntimeException e) {
        throw new GuestFailure(kernel + ": " + e.getMessage() + "\n" + console.tail());
      } finally {
        console.close();
      }
      return work;
    } catch (IOException e) {
      throw new GuestFailure(kernel + ": " + e);
    }
  }

  @SuppressWarnings("resource") // closed by the caller
  private static GenericContainer<?> container(
      LabSettings settings, String kernel, Path work, Console console) {
    return new GenericContainer<>(DockerImageName.parse(settings.image()))
        .withPrivilegedMode(true)
        .withNetworkMode("none")
        .withTmpFs(Map.of("/dev/shm", "rw,exec,size=2g"))
        .withLogConsumer(console)
        .withStartupCheckStrategy(
            new OneShotStartupCheckStrategy().withTimeout(ONE_BOOT.multipliedBy(2)))
        .withCommand(
            "/lab/guest/boot",
            kernel,
            settings.project().toString(),
            settings.jar().toString(),
            Long.toString(ONE_BOOT.toSeconds()))
        .withCreateContainerCmdModifier(
            command -> {
              HostConfig host = command.getHostConfig();
              if (host == null) {
                throw new IllegalStateException("Testcontainers gave no host configuration");
              }
              host.withInit(true).withBinds(Mounts.of(settings, work, ""));
            });
  }
}

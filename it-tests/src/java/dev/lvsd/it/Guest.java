package dev.lvsd.it;

import com.github.dockerjava.api.model.HostConfig;
import dev.lvsd.it.guest.Event;
import dev.lvsd.it.guest.GuestRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One container with one kernel that runs the suite in the background, as soon as there is a
 * processor for it. A guest has one processor of its own, because user-mode Linux and the processes
 * in it take turns: spread over two they wake each other up at every system call, which costs three
 * times as much as all the rest.
 */
final class Guest implements AutoCloseable {
  private static final long LOOK_EVERY_MS = 250;

  /** Properties that tests in the guest look at. */
  private static final List<String> FOR_TESTS = List.of("lvsd.kills", "lvsd.seed");

  private final String kernel;
  private final String label;
  private final Queue<Integer> processors;
  private final Duration limit;
  private final Outcomes outcomes = new Outcomes();
  private final Console console;
  private final EventTail tail;
  private final GenericContainer<?> container;
  private final ScheduledFuture<?> watch;
  private Optional<Integer> processor = Optional.empty();
  private long startedNs;
  private volatile long tookNs;

  private Guest(
      LabSettings settings,
      String kernel,
      Queue<Integer> processors,
      ScheduledExecutorService watcher)
      throws IOException {
    this.kernel = kernel;
    this.processors = processors;
    label = LabSettings.label(kernel);
    limit = settings.limit();
    Path work = Files.createDirectories(settings.results().resolve(label));
    Files.deleteIfExists(work.resolve(Event.FILE));
    String classPath = System.getProperty("java.class.path");
    Files.writeString(work.resolve("java.args"), javaArguments(settings, label, classPath));
    console = new Console(settings.results().resolve(label + ".log"));
    tail = new EventTail(work.resolve(Event.FILE));
    container = container(settings, work, classPath);
    watch = watcher.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * A guest that starts by itself when a processor is free.
   *
   * @param settings what to run
   * @param kernel on which kernel
   * @param processors numbers of those that are free; for all guests, and safe for their threads
   * @param watcher whose threads look after the guest
   */
  static Guest start(
      LabSettings settings,
      String kernel,
      Queue<Integer> processors,
      ScheduledExecutorService watcher) {
    try {
      return new Guest(settings, kernel, processors, watcher);
    } catch (IOException e) {
      throw new UncheckedIOException("could not prepare the guest " + kernel, e);
    }
  }

  @SuppressWarnings("resource") // closed by close()
  private GenericContainer<?> container(LabSettings settings, Path work, String classPath) {
    return new GenericContainer<>(DockerImageName.parse(settings.image()))
        .withPrivilegedMode(true)
        .withNetworkMode("none")
        .withTmpFs(Map.of("/dev/shm", "rw,exec,size=4g"))
        .withLogConsumer(console)
        .withCreateContainerCmdModifier(
            command -> {
              HostConfig host = command.getHostConfig();
              if (host == null) {
                throw new IllegalStateException("Testcontainers gave no host configuration");
              }
              host.withInit(true).withBinds(Mounts.of(settings, work, classPath));
            });
  }

  private static String javaArguments(LabSettings settings, String label, String classPath) {
    List<String> arguments = new ArrayList<>();
    for (String property : FOR_TESTS) {
      String value = System.getProperty(property);
      if (value != null) {
        arguments.add("-D" + property + "=" + value);
      }
    }
    arguments.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlvsd.basedir=" + settings.project(),
            "-Dlvsd.jar=" + settings.jar(),
            "-Dlvsd.kernel=" + label,
            "-Dlvsd.work=/lab/work",
            "-Djava.io.tmpdir=/run/tmp",
            "-cp",
            classPath,
            GuestRunner.class.getName(),
            "/lab/work",
            settings.testClass()));
    StringBuilder file = new StringBuilder();
    for (String argument : arguments) {
      String escaped = argument.replace("\\", "\\\\").replace("\"", "\\\"");
      file.append('"').append(escaped).append("\"\n");
    }
    return file.toString();
  }

  private void look() {
    try {
      if (processor.isEmpty() && !begin()) {
        return;
      }
      boolean running = container.isRunning();
      tail.read(outcomes::on);
      boolean late = System.nanoTime() - startedNs > limit.plusSeconds(30).toNanos();
      if (!running || late) {
        over(late ? "it was not through after " + limit.toSeconds() + " s" : "its container ended");
      }
    } catch (IOException | RuntimeException e) {
      over("it cannot be watched: " + e);
    }
  }

  private boolean begin() {
    processor = Optional.ofNullable(processors.poll());
    if (processor.isEmpty()) {
      return false;
    }
    startedNs = System.nanoTime();
    container.setCommand(
        "/lab/guest/start", kernel, Long.toString(limit.toSeconds()), processor.get().toString());
    container.start();
    return true;
  }

  private void over(String how) {
    tookNs = System.nanoTime() - startedNs;
    watch.cancel(false);
    outcomes.over(how + "; last lines of its console:\n" + console.tail());
    processor.ifPresent(processors::add);
  }

  /** What the kernel is called. */
  String label() {
    return label;
  }

  /** What its tests did so far. */
  Outcomes outcomes() {
    return outcomes;
  }

  /** The longest time that anything of this guest is worth waiting for. */
  Duration patience() {
    return limit.plusSeconds(60);
  }

  /** How long it ran; 0 if it still does. */
  Duration took() {
    return Duration.ofNanos(tookNs);
  }

  @Override
  public void close() {
    watch.cancel(false);
    container.stop();
    try {
      console.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close the log of " + label, e);
    }
  }
}

package dev.lvsd.it.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace, as {@code ip netns} makes it, with a thread that lives in it.
 *
 * <p>{@link #call} runs code on that thread. A socket or a process belongs to the namespace in
 * which it was opened or started, whoever uses it afterwards; so only the opening must go through
 * here. Note that {@code /proc/net} shows the namespace of the process's main thread, {@code
 * /proc/thread-self/net} that of the calling one.
 */
public final class Namespace implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration CALL_LIMIT = Duration.ofSeconds(90);

  private final String name;
  private final ExecutorService thread;

  private Namespace(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread inside =
                  new Thread(
                      () -> {
                        Namespaces.enter(Path.of("/run/netns", name));
                        work.run();
                      },
                      name);
              inside.setDaemon(true);
              return inside;
            });
  }

  /**
   * Makes a namespace with a loopback interface that is up.
   *
   * @param role what it is for; its name begins with that and is unique
   * @return to be closed by the caller
   */
  public static Namespace create(String role) {
    String name = role + "-" + COUNT.incrementAndGet();
    Program.of("ip", "netns", "add", name).mustSucceed();
    Namespace namespace = new Namespace(name);
    namespace.ip("link set lo up");
    return namespace;
  }

  /**
   * The name by which {@code ip -n} knows it.
   *
   * @return role and number
   */
  public String name() {
    return name;
  }

  /**
   * Runs code on the thread that lives here.
   *
   * @param <T> what it gives
   * @param code must come back within 90 s
   * @return what it gave
   */
  public <T> T call(Callable<T> code) {
    try {
      return thread.submit(code).get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        failure.addSuppressed(new IllegalStateException("called from here, in " + name));
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("in " + name + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "in " + name + ": no answer within " + CALL_LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /**
   * Runs code on the thread that lives here.
   *
   * @param code must come back within 90 s
   */
  public void run(Runnable code) {
    call(Executors.callable(code));
  }

  /**
   * A program that will run here.
   *
   * @param command name and arguments
   * @return not yet started
   */
  public Program program(String... command) {
    return Program.of(command).in(this);
  }

  /**
   * Runs commands of ip(8), in order, until one fails.
   *
   * @param commands without the leading {@code ip}
   */
  public void ip(String... commands) {
    ip(Arrays.asList(commands));
  }

  /**
   * Runs commands of ip(8), in order, until one fails.
   *
   * @param commands without the leading {@code ip}
   */
  public void ip(List<String> commands) {
    Program.of("ip", "-n", name, "-batch", "-")
        .input(String.join("\n", commands) + "\n")
        .mustSucceed();
  }

  /**
   * Sets a sysctl of this namespace.
   *
   * @param key with dots or slashes
   * @param value what to write
   */
  public void sysctl(String key, Object value) {
    Path file = Path.of("/proc/sys", key.replace('.', '/'));
    run(
        () -> {
          try {
            Files.writeString(file, value.toString());
          } catch (IOException e) {
            throw new UncheckedIOException("set " + key + " to " + value + " in " + name, e);
          }
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
    Program.of("ip", "netns", "delete", name).mustSucceed();
  }

  @Override
  public String toString() {
    return name;
  }
}

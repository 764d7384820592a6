package dev.lvsd.it.topology;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An external program: what to run, where, for how long.
 *
 * @param command name and arguments
 * @param namespace where it runs; null for that of this JVM
 * @param input what it reads
 * @param limit after which it is killed
 * @param environment what it finds in its environment, besides that of this JVM
 */
public record Program(
    List<String> command,
    @Nullable Namespace namespace,
    String input,
    Duration limit,
    Map<String, String> environment) {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  /**
   * A program of this JVM's namespace, without input, for a minute at most.
   *
   * @param command name and arguments
   * @return not yet started
   */
  public static Program of(String... command) {
    return new Program(List.of(command), null, "", USUAL_LIMIT, Map.of());
  }

  /**
   * The same in a namespace.
   *
   * @param where the namespace
   * @return not yet started
   */
  public Program in(Namespace where) {
    return new Program(command, where, input, limit, environment);
  }

  /**
   * The same with input.
   *
   * @param text what it reads
   * @return not yet started
   */
  public Program input(String text) {
    return new Program(command, namespace, text, limit, environment);
  }

  /**
   * The same with another limit.
   *
   * @param time after which it is killed
   * @return not yet started
   */
  public Program within(Duration time) {
    return new Program(command, namespace, input, time, environment);
  }

  /**
   * The same with one more variable in its environment.
   *
   * @param name of the variable
   * @param value its value
   * @return not yet started
   */
  public Program env(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Program(command, namespace, input, limit, more);
  }

  /**
   * How a program ended.
   *
   * @param command name and arguments
   * @param exitCode 137 if it was killed
   * @param output what it wrote to its standard output
   * @param errors what it wrote to its standard error
   */
  public record Result(List<String> command, int exitCode, String output, String errors) {
    /**
     * Output and errors together.
     *
     * @return for messages
     */
    public String everything() {
      return String.join(" ", command) + ": exit code " + exitCode + "\n" + output + errors;
    }
  }

  /** A program that runs. */
  public static final class Running implements AutoCloseable {
    private final Program program;
    private final Process process;
    private final Path files;

    private Running(Program program, Process process, Path files) {
      this.program = program;
      this.process = process;
      this.files = files;
    }

    /**
     * The process.
     *
     * @return to look at or to kill
     */
    public Process process() {
      return process;
    }

    /**
     * Waits for its end, and kills it if that does not come within the limit.
     *
     * @return how it ended
     */
    public Result await() {
      try {
        if (!process.waitFor(program.limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              "not done within %s s: %s\n%s%s"
                  .formatted(
                      program.limit.toSeconds(),
                      String.join(" ", program.command),
                      read("output"),
                      read("errors")));
        }
        return new Result(program.command, process.exitValue(), read("output"), read("errors"));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + program.command, e);
      } finally {
        delete(files);
      }
    }

    /**
     * What it has written to its standard error so far.
     *
     * @return to see how far it is
     */
    public String errorsSoFar() {
      return read("errors");
    }

    private String read(String name) {
      try {
        return Files.readString(files.resolve(name), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Kills it. */
    @Override
    public void close() {
      process.destroyForcibly();
      delete(files);
    }
  }

  /**
   * Starts it.
   *
   * @return to be awaited or closed
   */
  public Running start() {
    try {
      Path files = Files.createTempDirectory("program");
      File output = files.resolve("output").toFile();
      File errors = files.resolve("errors").toFile();
      Path in = Files.writeString(files.resolve("input"), input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(output)
              .redirectError(errors);
      builder.environment().putAll(environment);
      // a child is where the thread is that starts it
      Process process = namespace == null ? builder.start() : namespace.call(builder::start);
      return new Running(this, process, files);
    } catch (IOException e) {
      throw new UncheckedIOException("start " + String.join(" ", command), e);
    }
  }

  /**
   * Runs it.
   *
   * @return how it ended
   */
  public Result run() {
    return start().await();
  }

  /**
   * Runs it and refuses any exit code but 0.
   *
   * @return what it wrote to its standard output
   */
  public String mustSucceed() {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          result.everything() + (input.isEmpty() ? "" : "its input was:\n" + input));
    }
    return result.output();
  }

  private static void delete(Path files) {
    try {
      for (String name : List.of("input", "output", "errors")) {
        Files.deleteIfExists(files.resolve(name));
      }
      Files.deleteIfExists(files);
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + files, e);
    }
  }
}

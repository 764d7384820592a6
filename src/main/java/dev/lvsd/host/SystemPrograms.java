package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs programs as processes. */
final class SystemPrograms {
  /** What a program prints beyond this is of no interest; the pipe to us holds more. */
  private static final int LONGEST_OUTPUT = 2048;

  private SystemPrograms() {}

  static Programs.Result run(List<String> command, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LC_ALL", "C");
    try {
      Process process = builder.start();
      try {
        if (!process.waitFor(limit.toNanos(), NANOSECONDS)) {
          return new Programs.Result(false, "not done within " + limit.toSeconds() + " s");
        }
        return new Programs.Result(process.exitValue() == 0, output(process));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return new Programs.Result(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Programs.Result(false, "interrupted");
    }
  }

  /** Takes what is there: a child of the program could keep the pipe open for ever. */
  private static String output(Process process) throws IOException {
    try (InputStream in = process.getInputStream()) {
      byte[] bytes = in.readNBytes(Math.min(in.available(), LONGEST_OUTPUT));
      return String.join("; ", new String(bytes, UTF_8).strip().split("\\s*\\R\\s*", -1));
    }
  }
}

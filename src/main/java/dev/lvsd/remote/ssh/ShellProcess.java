package dev.lvsd.remote.ssh;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.remote.RemoteShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@code sh -s} that runs for several scripts, so that one connection serves them all.
 *
 * <p>Each script is one compound command: the shell executes nothing of it before it has all of it,
 * so that a connection that is cut while a script is on its way leaves nothing half done. After the
 * script the shell writes a line that nobody else can write, with the exit code.
 */
final class ShellProcess implements RemoteShell {
  /** More output than this is none of our scripts'. */
  private static final int LONGEST_OUTPUT = 8 << 20;

  private static final int LONGEST_ERRORS = 64 << 10;

  private final List<String> command;
  private final BiFunction<Integer, String, LvsdException> explain;
  private final String mark = "lvsd-" + UUID.randomUUID();
  private @Nullable Process process;
  private @Nullable CompletableFuture<String> errors;

  /**
   * Starts nothing yet.
   *
   * @param command whose standard input is a POSIX shell's
   * @param explain why it ended before a script did, from its exit code and its standard error
   */
  ShellProcess(List<String> command, BiFunction<Integer, String, LvsdException> explain) {
    this.command = List.copyOf(command);
    this.explain = explain;
  }

  @Override
  public Answer run(String script, Duration limit) {
    Process running = process();
    // a pipe may be full, and a machine may be silent: neither may hold up whoever waits
    CompletableFuture<Answer> answer =
        supply(
            () -> {
              send(running, script);
              return receive(running);
            });
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      close();
      throw new LvsdException(
          Blame.REMOTE,
          "no answer within %d s; is the machine overloaded, or the connection stuck?"
              .formatted(limit.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw ended(running, e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new LvsdException(Blame.USER, "interrupted", e);
    }
  }

  private Process process() {
    if (process == null) {
      try {
        Process started = new ProcessBuilder(command).start();
        process = started;
        errors = supply(() -> head(started.getErrorStream(), LONGEST_ERRORS));
      } catch (IOException e) {
        throw new LvsdException(
            Blame.HOST,
            "start " + command.get(0) + ": " + e.getMessage() + "; is it installed?",
            e);
      }
    }
    return process;
  }

  private void send(Process running, String script) throws IOException {
    String whole = "(\n" + script + ") </dev/null 2>&1; echo \"" + mark + " $?\"\n";
    OutputStream in = running.getOutputStream();
    in.write(whole.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private Answer receive(Process running) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder output = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int at = line.indexOf(mark + " ");
      if (at >= 0) {
        output.append(line, 0, at); // the script's last line may lack its newline
        return new Answer(
            Integer.parseInt(line.substring(at + mark.length() + 1)), output.toString());
      }
      if (output.length() + line.length() > LONGEST_OUTPUT) {
        throw new IOException("more output than any script of lvsd makes");
      }
      output.append(line).append('\n');
    }
    throw new IOException("ended");
  }

  private LvsdException ended(Process running, ExecutionException cause) {
    String said = "";
    int exitCode = -1;
    try {
      if (running.waitFor(5, TimeUnit.SECONDS)) {
        exitCode = running.exitValue();
      } else {
        running.destroyForcibly(); // which closes what could be read of it, too
      }
      said = errors == null ? "" : errors.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      cause.addSuppressed(e);
    }
    LvsdException failure = explain.apply(exitCode, said);
    failure.addSuppressed(cause);
    return failure;
  }

  private static String head(InputStream in, int longest) throws IOException {
    String head = new String(in.readNBytes(longest), StandardCharsets.UTF_8);
    in.transferTo(OutputStream.nullOutputStream()); // so that whoever writes is never held up
    return head;
  }

  /** What may throw IOException. */
  private interface Work<T> {
    T get() throws IOException;
  }

  /** A thread of its own: it waits for a machine, and such threads must not be few. */
  private static <T> CompletableFuture<T> supply(Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.get());
              } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            },
            "shell");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Override
  public void close() {
    if (process != null) {
      // ends ssh and the connection; a script on the machine ignores that and goes on to its end
      process.destroyForcibly();
      process = null;
    }
  }
}

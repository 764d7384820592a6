package dev.lvsd.it.ipvsadm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The real ipvsadm in a namespace, as often as wanted. Its process is started once and copied for
 * each call ({@code it-tests/preload/manyruns.c}), which is several times faster than starting it.
 */
public final class RealIpvsadm implements AutoCloseable {
  private static final int LONGEST_TEXT = 16 * 1024 * 1024;

  private final Process process;
  private final DataOutputStream calls;
  private final DataInputStream replies;

  private RealIpvsadm(Process process) {
    this.process = process;
    calls = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    replies = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /**
   * Makes what lets a process be copied; once for all namespaces.
   *
   * @return a shared object
   */
  public static Path compile() {
    try {
      Path source = Path.of(System.getProperty("lvsd.basedir"), "it-tests/preload/manyruns.c");
      Path object = Files.createTempFile("manyruns", ".so");
      Program.of("gcc", "-Wall", "-shared", "-fPIC", "-o", object.toString(), source.toString())
          .mustSucceed();
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException("make manyruns.so", e);
    }
  }

  /**
   * Starts it.
   *
   * @param namespace whose table it works on
   * @param preloaded made by {@link #compile()}
   * @param limit after which it is killed, whatever it does
   * @return to be closed by the caller
   */
  public static RealIpvsadm start(Namespace namespace, Path preloaded, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder("ipvsadm").redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LD_PRELOAD", preloaded.toString());
    builder.environment().put("LC_ALL", "C");
    Process process = namespace.call(builder::start);
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    return new RealIpvsadm(process);
  }

  /**
   * Runs a command line.
   *
   * @param command its arguments and input
   * @return what came of it
   */
  public Outcome run(CommandLine command) {
    try {
      List<String> args = command.args();
      calls.writeInt(args.size());
      for (String arg : args) {
        write(arg);
      }
      write(command.input());
      calls.flush();
      int exitCode = replies.readInt();
      String output = read();
      return new Outcome(exitCode, output, read());
    } catch (IOException e) {
      throw new UncheckedIOException("run " + command, e);
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    calls.writeInt(bytes.length);
    calls.write(bytes);
  }

  private String read() throws IOException {
    int length = replies.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(replies.readNBytes(length), ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

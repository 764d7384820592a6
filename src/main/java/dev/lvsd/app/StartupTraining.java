package dev.lvsd.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.cli.CommandLines;
import dev.lvsd.config.LocalFiles;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import dev.lvsd.ipvsadm.SystemNames;
import dev.lvsd.reconcile.Waiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Runs the usual commands once, so that the Java machine sees which classes they need. Reads from
 * the kernel, if there is ip_vs, and changes nothing there: what changes goes to a table in memory.
 */
public final class StartupTraining {
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: training}
      director: {timeouts: {tcp: 15m}}
      services:
        - name: web
          listen: 203.0.113.10:80
          protocol: tcp
          scheduler: wrr
          forwarding: dr
          persistence: {timeout: 5m, netmask: 255.255.255.0}
          realServers: &both # for the parser that knows all of YAML
            - {name: a, address: 10.2.0.11, weight: 3}
            - {name: b, address: 10.2.0.12, upperThreshold: 5000, lowerThreshold: 4000}
        - name: dns
          listen: "[2001:db8::1]:53"
          protocol: udp
          forwarding: nat
          realServers:
            - {name: a, address: "2001:db8::11"}
      """;

  private final Path directory;

  private StartupTraining(Path directory) {
    this.directory = directory;
  }

  /**
   * Trains.
   *
   * @param args a directory that may be written to
   * @throws Exception if a class of lvsd cannot be loaded, or a file not be written
   */
  public static void main(String[] args) throws Exception {
    StartupTraining training = new StartupTraining(Path.of(args[0]));
    training.real();
    training.inMemory();
    loadAll();
    System.exit(0); // as lvsctl ends, and not for nothing: that needs classes, too
  }

  /** The commands as they are started, as far as they change nothing. */
  private void real() throws IOException {
    Path definition = Files.writeString(directory.resolve("training.yaml"), DEFINITION);
    Route route =
        Route.of(false, new String[] {"get", "services"}, directory.resolve("none").toString());
    new DaemonCall(route, "", false).run();
    SystemTerminal system = new SystemTerminal();
    Lvsctl.run(system, "version");
    Lvsctl.run(system, "validate", definition.toString());
    Lvsctl.run(system, "get", "services");
    Lvsctl.run(system, "get", "status");
    Lvsctl.run(system, "plan", definition.toString());
    Lvsctl.run(system, "plna");
    IpvsadmCall.of("", new String[] {"ipvsadm", "-Ln"}).orElseThrow().run();
  }

  /** What needs a table, or changes one. */
  private void inMemory() {
    run("plan", "-");
    run("apply", "-");
    run("get", "services");
    run("get", "servers", "-o", "wide");
    run("get", "connections");
    run("get", "status");
    run("get", "services", "-o", "json");
    run("import", "ipvsadm");
    run("export", "ipvsadm");
    ipvsadm("", "-Ln");
    ipvsadm("", "-Ln", "--stats");
    ipvsadm("", "-Sn");
    ipvsadm("-A -t 203.0.113.10:80 -s wrr\n-a -t 203.0.113.10:80 -r 10.2.0.11:80 -g -w 1\n", "-R");
  }

  private static void ipvsadm(String input, String... args) {
    new IpvsadmProgram(TrainingIpvs::new, new SystemNames(), false)
        .run(
            "ipvsadm",
            args,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            System.out,
            System.err);
  }

  private void run(String... args) {
    CommandLines.run(
        new SystemTerminal().terminal(),
        (state, warnings) ->
            new LocalOperations(
                directory.resolve("state"),
                TrainingHost.means(),
                new Caller(
                    "root",
                    new LocalFiles(new ByteArrayInputStream(DEFINITION.getBytes(UTF_8))),
                    Waiter.SYSTEM,
                    false,
                    warnings)),
        directory,
        args);
  }

  /** What a host without ip_vs does not come to: the other classes of lvsd. */
  private static void loadAll() throws IOException, ClassNotFoundException {
    try (JarFile jar = new JarFile(StartupCache.jar())) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.startsWith("dev/lvsd/")
            && name.endsWith(".class")
            && !name.endsWith("package-info.class")) {
          String className = name.substring(0, name.length() - 6).replace('/', '.');
          Class.forName(className, false, StartupTraining.class.getClassLoader());
        }
      }
    }
  }
}

package dev.lvsd.it.kernel;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.Definition;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A director with lvsd: in this JVM, where calls are cheap, with the reader, the reconciler and the
 * kernel binding of the product; and as a process of its own, where the whole product is wanted.
 * Both remember what they manage in the same directory.
 */
final class Director implements AutoCloseable {
  /** Cuts nothing and waits for nothing. */
  static final ApplyOptions AT_ONCE =
      new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(10));

  private final Namespace namespace;
  private final Path directory;
  private final DataPlane dataPlane = new DataPlane(KernelIpvs::open);
  private final Host host;
  private final Reconciler reconciler;

  private Director(Namespace namespace) {
    this.namespace = namespace;
    try {
      this.directory = Files.createTempDirectory("director");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.host = namespace.call(() -> LinuxHost.open(HostPaths.withConfigurationIn(directory)));
    this.reconciler = new Reconciler(dataPlane, host, new StateDirectory(state()), Waiter.SYSTEM);
  }

  /**
   * Puts lvsd on a director.
   *
   * @param namespace of the director; not closed with this
   */
  static Director in(Namespace namespace) {
    return new Director(namespace);
  }

  /** The kernel's table, to look at and to change behind lvsd's back. */
  Ipvs ipvs() {
    return namespace.call(dataPlane::ipvs);
  }

  /** Where lvsd remembers what it manages. */
  Path state() {
    return directory.resolve("state");
  }

  /** What apply would do. */
  Plan plan(String yaml) {
    Definition definition = read(yaml);
    return namespace.call(() -> reconciler.plan(definition, PlanOptions.GENTLE));
  }

  /** Applies without waiting for connections to end. */
  ApplyReport apply(String yaml) {
    return apply(yaml, AT_ONCE);
  }

  /** Applies. */
  ApplyReport apply(String yaml, ApplyOptions how) {
    return apply(yaml, PlanOptions.GENTLE, how);
  }

  /** Applies, and loads the module anew if that is needed. */
  ApplyReport reload(String yaml) {
    return apply(yaml, new PlanOptions(false, false, true), AT_ONCE);
  }

  private ApplyReport apply(String yaml, PlanOptions options, ApplyOptions how) {
    Definition definition = read(yaml);
    return namespace.call(() -> reconciler.apply(definition, options, how, ApplyListener.SILENT));
  }

  /** Where lvsd has its files that belong below {@code /etc}. */
  Path configuration() {
    return directory;
  }

  /** The product as a process of its own, on this director. Its start takes seconds in a guest. */
  Program lvsctl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("lvsd.basedir") + "/deploy/bin/lvsctl");
    command.addAll(List.of(arguments));
    return namespace
        .program(command.toArray(String[]::new))
        .env("LVSD_JAR", System.getProperty("lvsd.jar"))
        .env("LVSD_STARTUP_CACHE", System.getProperty("java.io.tmpdir") + "/startup")
        .env("LVSD_STATE", state().toString());
  }

  /** What {@code ipvsadm -Ln} says. */
  String ipvsadm() {
    return namespace.program("ipvsadm", "-Ln").mustSucceed();
  }

  /** What {@code ipvsadm -Ln --thresholds} says. */
  String thresholds() {
    return namespace.program("ipvsadm", "-Ln", "--thresholds").mustSucceed();
  }

  /** What {@code ipvsadm -Sn} says, sorted, because the kernel's order means nothing. */
  List<String> savedTable() {
    return namespace.program("ipvsadm", "-Sn").mustSucceed().lines().sorted().toList();
  }

  /** Writes a definition to a file, for lvsctl. */
  Path file(String name, String yaml) {
    try {
      return Files.writeString(directory.resolve(name), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Definition read(String yaml) {
    Problems problems = new Problems();
    return new DefinitionReader(InputStream.nullInputStream())
        .read(List.of(file("cluster.yaml", yaml)), problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.all().toString()));
  }

  /** Empties the table as well: a namespace outlives its test where a socket lingers in it. */
  @Override
  public void close() {
    dataPlane.close();
    host.close();
    if (Files.exists(Path.of("/sys/module/ip_vs"))) {
      try (Ipvs ipvs = namespace.call(KernelIpvs::open)) {
        ipvs.execute(new IpvsCommand.Flush());
      }
    }
  }
}

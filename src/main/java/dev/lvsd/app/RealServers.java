package dev.lvsd.app;

import dev.lvsd.cli.RealServerOperations;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Definition;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.probe.Prober;
import dev.lvsd.probe.Target;
import dev.lvsd.probe.Wire;
import dev.lvsd.probe.wire.KernelWire;
import dev.lvsd.remote.RemoteShell;
import dev.lvsd.remote.ServerDefinition;
import dev.lvsd.remote.ServerFleet;
import dev.lvsd.remote.ServerHost;
import dev.lvsd.remote.ServerReport;
import dev.lvsd.remote.SshTarget;
import dev.lvsd.remote.ssh.LocalShell;
import dev.lvsd.remote.ssh.SshShell;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reaches real servers by ssh, and this machine by a shell of its own. */
final class RealServers implements RealServerOperations {
  /** Known by what it has, not by what a definition calls it. */
  private static final ServerHost HERE =
      new ServerHost(
          new SshTarget("localhost", Optional.empty(), OptionalInt.empty()), Set.of(), Set.of());

  private final Function<List<Path>, Definition> reader;

  /**
   * Gets ready.
   *
   * @param reader reads definitions, or tells what is wrong with them
   */
  RealServers(Function<List<Path>, Definition> reader) {
    this.reader = reader;
  }

  @Override
  public Answer run(Request request, Listener listener) {
    ServerDefinition definition = ServerDefinition.of(reader.apply(request.files()));
    RemoteShell.Opener shells =
        request.local() ? new LocalShell() : new SshShell(request.sshConfig());
    ServerFleet fleet =
        new ServerFleet(shells, request.parallel(), request.limit(), addressesOfThisMachine());
    List<ServerReport> reports =
        fleet.run(request.task(), definition, hosts(definition, request), listener::done);
    return new Answer(reports, definition.notes());
  }

  @Override
  public ProbeAnswer probe(ProbeRequest request, ProbeListener listener) {
    Definition definition = reader.apply(request.files());
    ServerDefinition servers = ServerDefinition.of(definition);
    Set<InetAddress> addresses =
        select(servers, request.only()).stream()
            .flatMap(host -> host.addresses().stream())
            .collect(Collectors.toSet());
    List<Target> all = Target.of(definition);
    try (Wire wire = KernelWire.open()) {
      Prober.Settings settings =
          new Prober.Settings(
              request.interfaceName(), request.parallel(), request.limit(), System::nanoTime);
      ProbeReport report =
          new Prober(wire, settings)
              .run(
                  all,
                  all.stream().filter(target -> target.isOn(addresses)).toList(),
                  listener::tried);
      return new ProbeAnswer(report, servers.notes());
    }
  }

  private static List<ServerHost> hosts(ServerDefinition definition, Request request) {
    if (request.local()) {
      return List.of(HERE);
    }
    return select(definition, request.only());
  }

  private static List<ServerHost> select(ServerDefinition definition, List<String> only) {
    try {
      return definition.select(only);
    } catch (IllegalArgumentException e) {
      throw new LvsdException(Blame.USER, String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<InetAddress> addressesOfThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .collect(Collectors.toSet());
    } catch (SocketException e) {
      throw new LvsdException(Blame.HOST, "list the addresses of this machine: " + e, e);
    }
  }
}

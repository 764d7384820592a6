package dev.lvsd.ipvs.kernel;

import static dev.lvsd.diag.Errno.ESRCH;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.Capability;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.netlink.GenericNetlink;
import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.PipelineListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's IPVS, over generic netlink.
 *
 * <p>Speaks to the network namespace that the thread was in which called {@link #open()}; only
 * {@link #connections} looks at that of its own caller. Used by one thread at a time.
 *
 * <p>What the model cannot carry does not appear: services of a protocol other than TCP, UDP and
 * SCTP, which the kernel stores and no packet ever matches. Forwarding methods and tunnel types
 * without a name appear as {@code UNKNOWN}, and are refused when they are to be set.
 */
public final class KernelIpvs implements Ipvs {
  /** The kernel works while we send; only the answer has to be picked up. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Changes nothing and is always answered. */
  private static final IpvsCommand.SetTimeouts KEEP_TIMEOUTS =
      new IpvsCommand.SetTimeouts(new Timeouts(0, 0, 0));

  private final IpvsClient client;
  private final ConnectionFile connectionFile;
  private final TableFile tableFile = new TableFile(TableFile.DEFAULT);

  /** Found once, on the first question. */
  private @Nullable Set<Capability> capabilities;

  private KernelIpvs(IpvsClient client, ConnectionFile connectionFile) {
    this.client = client;
    this.connectionFile = connectionFile;
  }

  /**
   * Opens the IPVS of this thread's network namespace; the kernel loads the module if it can.
   *
   * @return to be closed by the caller
   * @throws IpvsException if the kernel has no IPVS
   * @throws dev.lvsd.diag.LvsdException if there is no netlink socket to be had
   */
  public static KernelIpvs open() {
    return over(GenericNetlink.open(TIMEOUT), new ConnectionFile(ConnectionFile.DEFAULT));
  }

  /** With another kernel, for tests. */
  static KernelIpvs over(GenericNetlink netlink, ConnectionFile connectionFile) {
    return new KernelIpvs(IpvsClient.over(netlink), connectionFile);
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> known = capabilities;
    if (known != null) {
      return known;
    }
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    boolean sure = new CapabilityProbe(client, connectionFile).look(found);
    known = Collections.unmodifiableSet(found);
    if (sure) {
      capabilities = known;
    }
    return known;
  }

  @Override
  public DataPlaneInfo info() {
    return client.get(new ReadRequest.GetInfo());
  }

  @Override
  public List<ServiceStatus> services() {
    return StableRead.of(this::dumpServices, ServiceStatus::key);
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    try {
      return client.get(new ReadRequest.GetService(key));
    } catch (IpvsException e) {
      if (e.errno() == ESRCH) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<ServerStatus> servers(ServiceKey service) {
    ReadRequest.DumpServers request = new ReadRequest.DumpServers(service);
    return StableRead.of(() -> client.dump(request), ServerStatus::key);
  }

  @Override
  public List<VirtualService> table() {
    List<VirtualService> table = new ArrayList<>();
    for (ServiceStatus service : services()) {
      table.add(new VirtualService(service, servers(service.key())));
    }
    return table;
  }

  @Override
  public Timeouts timeouts() {
    return client.get(new ReadRequest.GetConfig());
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return client.dump(new ReadRequest.DumpDaemons());
  }

  @Override
  public long digest() {
    return tableFile.digest();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    connectionFile.forEach(consumer);
  }

  @Override
  public void execute(IpvsCommand command) {
    refuseWhatCannotBeSent(command);
    if (command instanceof IpvsCommand.StopSyncDaemon stop) {
      stop(stop);
    } else {
      client.execute(ChangeRequest.of(command));
    }
  }

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    if (mode == FailureMode.CONTINUE) {
      new KernelBatch(client, this::execute, listener).run(commands);
      return;
    }
    for (IpvsCommand command : commands) {
      try {
        execute(command);
      } catch (IpvsException e) {
        listener.failed(command, e);
        return;
      }
      listener.done(command);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private List<ServiceStatus> dumpServices() {
    List<ServiceStatus> found = new ArrayList<>();
    for (Optional<ServiceStatus> service : client.dump(new ReadRequest.DumpServices())) {
      service.ifPresent(found::add);
    }
    return found;
  }

  /**
   * Stops a sync daemon. Kernel 6.1 never answers if the daemon had not run yet, so a request
   * behind it, which changes nothing, is what is waited for; then the kernel is asked what is
   * running.
   */
  private void stop(IpvsCommand.StopSyncDaemon stop) {
    SingleOutcome outcome = new SingleOutcome();
    client.pipeline(List.of(stop, KEEP_TIMEOUTS), outcome);
    outcome.throwIfFailed();
    if (isRunning(stop.role())) {
      throw Refusals.stillRunning(stop);
    }
  }

  private boolean isRunning(SyncDaemon.Role role) {
    return syncDaemons().stream().anyMatch(daemon -> daemon.role() == role);
  }

  private static void refuseWhatCannotBeSent(IpvsCommand command) {
    Optional<String> problem = ChangeRequest.problem(command);
    if (problem.isPresent()) {
      throw Refusals.notSent(command, problem.get());
    }
  }

  /** Keeps the first failure of a few requests. */
  private static final class SingleOutcome implements PipelineListener<IpvsClient.Addressed> {
    private @Nullable IpvsException failure;

    @Override
    public void done(IpvsClient.Addressed request) {}

    @Override
    public void failed(IpvsClient.Addressed request, NetlinkException cause) {
      if (failure == null) {
        failure = Refusals.of(request.request(), cause);
      }
    }

    void throwIfFailed() {
      if (failure != null) {
        throw failure;
      }
    }
  }
}

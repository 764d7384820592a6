package dev.lvsd.ipvs;

import dev.lvsd.model.Connection;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A data plane that balances connections: the kernel's IPVS, or one that behaves like it.
 *
 * <p>Not thread-safe: one thread at a time. Every call has a deadline and fails with {@link
 * IpvsException} rather than hang. Lists are snapshots; another writer can change the table while
 * it is read.
 */
public interface Ipvs extends AutoCloseable {
  /**
   * What this data plane can do. The first call probes and may create and remove nothing.
   *
   * @return capabilities that were found
   */
  Set<Capability> capabilities();

  /**
   * Version and table size.
   *
   * @return what the data plane says of itself
   */
  DataPlaneInfo info();

  /**
   * Every service, without servers.
   *
   * @return in no useful order
   */
  List<ServiceStatus> services();

  /**
   * One service.
   *
   * @param key identity
   * @return empty if there is none
   */
  Optional<ServiceStatus> service(ServiceKey key);

  /**
   * The servers of a service.
   *
   * @param service identity of the service
   * @return newest first; empty also if the service does not exist
   */
  List<ServerStatus> servers(ServiceKey service);

  /**
   * Every service with its servers. A service that disappears meanwhile is left out or empty.
   *
   * @return in no useful order, without duplicates
   */
  List<VirtualService> table();

  /**
   * A cheap look at the table, to notice that somebody has changed it.
   *
   * @return the same number as long as nobody creates, edits or removes anything, whatever the
   *     counters do; another one, most probably, after a service or a server came, went, or got
   *     another scheduler, persistence, forwarding method or weight. Other settings need not count
   */
  default long digest() {
    long digest = 0;
    for (VirtualService service : table()) {
      digest += 31L * service.status().spec().hashCode();
      for (ServerStatus server : service.servers()) {
        digest += 31L * service.key().hashCode() * server.spec().hashCode();
      }
    }
    return digest;
  }

  /**
   * The connection time-outs.
   *
   * @return all three
   */
  Timeouts timeouts();

  /**
   * The sync daemons that run.
   *
   * @return none, one, or both roles, master first
   */
  List<SyncDaemon> syncDaemons();

  /**
   * Gives every connection and persistence template to {@code consumer} while reading; a table of
   * millions needs no memory.
   *
   * @param consumer called on this thread
   */
  void connections(Consumer<Connection> consumer);

  /**
   * Executes one command.
   *
   * @param command what to do
   * @throws IpvsException with errno ESRCH if the service is missing, ENOENT if the server, the
   *     scheduler or the persistence engine is, EEXIST if the key is taken, EINVAL or ERANGE for
   *     settings that are refused
   */
  void execute(IpvsCommand command);

  /**
   * Executes many commands in order. A failure concerns its command only.
   *
   * @param commands what to do, in order
   * @param mode whether the rest is done after a failure
   * @param listener hears about each command that was tried
   * @throws IpvsException if the data plane itself is gone; which of the commands were done is what
   *     the listener heard
   */
  void execute(List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener);

  @Override
  void close();
}

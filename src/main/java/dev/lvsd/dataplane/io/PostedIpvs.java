package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.DataplaneIpvs;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The plane's table for every thread: each call is carried out on the forwarding thread, and the
 * host's routes follow what was done before the call returns.
 *
 * <p>A large batch goes over in pieces, so that packets do not wait for it.
 */
final class PostedIpvs implements Ipvs {
  private static final int PIECE = 64;

  private final DataplaneIpvs table;
  private final Mailbox mailbox;
  private final SteeringThread steering;
  private final Steersman steersman;

  PostedIpvs(DataplaneIpvs table, Mailbox mailbox, SteeringThread steering, Steersman steersman) {
    this.table = table;
    this.mailbox = mailbox;
    this.steering = steering;
    this.steersman = steersman;
  }

  private <T> T ask(Function<Ipvs, T> question) {
    return mailbox.call(() -> question.apply(table));
  }

  @Override
  public Set<Capability> capabilities() {
    return ask(Ipvs::capabilities);
  }

  @Override
  public DataPlaneInfo info() {
    return ask(Ipvs::info);
  }

  @Override
  public List<ServiceStatus> services() {
    return ask(Ipvs::services);
  }

  @Override
  public Optional<ServiceStatus> service(ServiceKey key) {
    return ask(ipvs -> ipvs.service(key));
  }

  @Override
  public List<ServerStatus> servers(ServiceKey service) {
    return ask(ipvs -> ipvs.servers(service));
  }

  @Override
  public List<VirtualService> table() {
    return ask(Ipvs::table);
  }

  @Override
  public Timeouts timeouts() {
    return ask(Ipvs::timeouts);
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return ask(Ipvs::syncDaemons);
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    ask(ipvs -> {
          List<Connection> all = new ArrayList<>();
          ipvs.connections(all::add);
          return all;
        })
        .forEach(consumer);
  }

  @Override
  public void execute(IpvsCommand command) {
    Optional<IpvsException> refusal = carryOut(List.of(command), FailureMode.STOP).get(0);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  @Override
  public void execute(
      List<? extends IpvsCommand> commands, FailureMode mode, BatchListener listener) {
    for (int from = 0; from < commands.size(); from += PIECE) {
      List<? extends IpvsCommand> piece =
          commands.subList(from, Math.min(from + PIECE, commands.size()));
      List<Optional<IpvsException>> outcomes = carryOut(piece, mode);
      for (int i = 0; i < outcomes.size(); i++) {
        tell(listener, piece.get(i), outcomes.get(i));
      }
      if (outcomes.size() < piece.size()
          || (mode == FailureMode.STOP && outcomes.get(outcomes.size() - 1).isPresent())) {
        return;
      }
    }
  }

  private static void tell(
      BatchListener listener, IpvsCommand command, Optional<IpvsException> refusal) {
    if (refusal.isPresent()) {
      listener.failed(command, refusal.get());
    } else {
      listener.done(command);
    }
  }

  /** One outcome for each command that was tried; empty for what was done. */
  private List<Optional<IpvsException>> carryOut(
      List<? extends IpvsCommand> commands, FailureMode mode) {
    return steering.call(
        () -> {
          List<Optional<IpvsException>> outcomes =
              mailbox.call(
                  () -> {
                    Outcomes heard = new Outcomes();
                    table.execute(commands, mode, heard);
                    return heard.all;
                  });
          for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).isEmpty()) {
              steersman.footprint().done(commands.get(i));
            }
          }
          steersman.follow();
          return outcomes;
        });
  }

  private static final class Outcomes implements BatchListener {
    private final List<Optional<IpvsException>> all = new ArrayList<>();

    @Override
    public void done(IpvsCommand command) {
      all.add(Optional.empty());
    }

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      all.add(Optional.of(failure));
    }
  }

  @Override
  public void close() {
    // the plane goes on forwarding
  }
}

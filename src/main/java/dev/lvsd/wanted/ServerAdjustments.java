package dev.lvsd.wanted;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Overrides;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says something of one real server beside its definition, and makes the table so. What is said is
 * remembered before the table changes. Belongs to the thread of its {@link Reconciler}.
 */
public final class ServerAdjustments {
  private static final ApplyOptions AT_ONCE =
      new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(60));

  private final StateDirectory state;
  private final Reconciler reconciler;
  private final Ipvs ipvs;
  private final InstantSource clock;

  /**
   * Works with a reconciler.
   *
   * @param state where overrides are remembered; that of the reconciler
   * @param reconciler changes the table
   * @param ipvs the data plane of the reconciler
   * @param clock wall clock
   */
  public ServerAdjustments(
      StateDirectory state, Reconciler reconciler, Ipvs ipvs, InstantSource clock) {
    this.state = state;
    this.reconciler = reconciler;
    this.ipvs = ipvs;
    this.clock = clock;
  }

  /**
   * The server that somebody means.
   *
   * @throws LvsdException blaming the user if it is not clear
   */
  NamedServer find(ServerName name) {
    return NamedServer.find(name, Wanted.read(state).defined());
  }

  /**
   * Sets a weight that holds through applies.
   *
   * @param name the server
   * @param weight 0 to 2^31−1; empty: that of the definition again
   * @return how it ended
   * @throws LvsdException blaming the user if the server is not defined, or drained
   */
  public ApplyReport weight(ServerName name, OptionalInt weight) {
    NamedServer server = find(name);
    return adjust(
        server.serviceKey(),
        server.serverKey(),
        before -> {
          if (before.drain().isPresent()) {
            throw new LvsdException(
                Blame.USER,
                "server "
                    + before.server()
                    + " of "
                    + before.service()
                    + " is drained; bring it back with lvsctl undrain first");
          }
          return before.withWeight(weight);
        },
        false);
  }

  /**
   * Begins to drain a server, or begins again with another deadline or end.
   *
   * @param name the server
   * @param deadline when it ends though there are connections; empty: never
   * @param then what happens at the end
   * @return how quiescing it ended
   * @throws LvsdException blaming the user if the server is not defined
   */
  public ApplyReport drain(ServerName name, Optional<Duration> deadline, ServerOverride.Then then) {
    NamedServer server = find(name);
    long connections =
        status(server.serviceKey(), server.serverKey()).map(DrainRules::connections).orElse(0L);
    return adjust(
        server.serviceKey(),
        server.serverKey(),
        before ->
            before.withDrain(
                Optional.of(
                    new Drain(
                        clock.instant(),
                        deadline.map(clock.instant()::plus),
                        then,
                        connections,
                        Optional.empty()))),
        false);
  }

  /**
   * Brings a drained server back, with the weight that it would have had.
   *
   * @param name the server
   * @return how it ended
   * @throws LvsdException blaming the user if the server is not defined, or not drained
   */
  public ApplyReport undrain(ServerName name) {
    NamedServer server = find(name);
    return adjust(
        server.serviceKey(),
        server.serverKey(),
        before -> {
          if (before.drain().isEmpty()) {
            throw new LvsdException(
                Blame.USER,
                "server " + before.server() + " of " + before.service() + " is not drained");
          }
          return before.withDrain(Optional.empty());
        },
        false);
  }

  /** The server as the table has it. */
  Optional<ServerStatus> status(ServiceKey service, ServerKey server) {
    return ipvs.servers(service).stream().filter(each -> each.key().equals(server)).findFirst();
  }

  /**
   * Changes what is said of a server, and then the server.
   *
   * @param change from what is said when the lock is there
   * @param cut whether a removal may cut connections
   */
  ApplyReport adjust(
      ServiceKey service, ServerKey server, UnaryOperator<ServerOverride> change, boolean cut) {
    return reconciler.adjust(
        new Adjustment(service, server, change),
        each -> concerns(each, service, server),
        new PlanOptions(false, cut, false),
        AT_ONCE,
        ApplyListener.SILENT);
  }

  private static boolean concerns(Change change, ServiceKey service, ServerKey server) {
    if (change instanceof Change.AddServer add) {
      return add.service().equals(service) && add.want().key().equals(server);
    }
    if (change instanceof Change.UpdateServer update) {
      return update.service().equals(service) && update.want().key().equals(server);
    }
    if (change instanceof Change.QuiesceServer quiesce) {
      return quiesce.service().equals(service) && quiesce.have().key().equals(server);
    }
    return change instanceof Change.RemoveServer removal
        && removal.service().equals(service)
        && removal.have().key().equals(server);
  }

  /** Everything is wanted as before, and one server in another way. */
  private final class Adjustment implements Undertaking {
    private final ServiceKey service;
    private final ServerKey server;
    private final UnaryOperator<ServerOverride> change;
    private @Nullable Overrides overrides;

    Adjustment(ServiceKey service, ServerKey server, UnaryOperator<ServerOverride> change) {
      this.service = service;
      this.server = server;
      this.change = change;
    }

    @Override
    public Target target() {
      Wanted wanted = Wanted.read(state);
      overrides = wanted.overrides().with(change.apply(wanted.overrides().of(service, server)));
      Overrides.Merged merged = overrides.on(wanted.defined());
      return new Target(merged.definition(), wanted.defined(), List.of());
    }

    @Override
    public void begin(Plan plan) {
      if (overrides != null) {
        state.overrides().write(overrides.all());
      }
    }

    @Override
    public List<String> end(List<Outcome> outcomes) {
      return List.of();
    }
  }
}

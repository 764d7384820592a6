package dev.lvsd.plan;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;

/** One step from what is there to what is wanted, decided in full. */
public sealed interface Change permits Change.OfService, Change.SetTimeouts, HostChange {
  /**
   * Dispatches on the kind of change; keeps handling exhaustive.
   *
   * @param visitor one method per kind
   * @param <R> what the visitor answers
   * @return its answer
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * A change of one service or of one of its servers.
   *
   * <p>All changes but {@link SetTimeouts} and {@link HostChange}s are of this kind.
   */
  sealed interface OfService extends Change {
    /**
     * The service concerned.
     *
     * @return its identity
     */
    ServiceKey service();
  }

  /**
   * Sets connection time-outs.
   *
   * @param have present values
   * @param want wanted values; 0 keeps the present one
   */
  record SetTimeouts(Timeouts have, Timeouts want) implements Change {
    /** Refuses nulls. */
    public SetTimeouts {
      requireNonNull(have, "have");
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setTimeouts(this);
    }
  }

  /**
   * Creates a service, without servers.
   *
   * @param want identity and settings
   */
  record CreateService(ServiceSpec want) implements OfService {
    /** Refuses null. */
    public CreateService {
      requireNonNull(want, "want");
    }

    @Override
    public ServiceKey service() {
      return want.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.createService(this);
    }
  }

  /**
   * Changes the settings of a service in place.
   *
   * @param have present state
   * @param want wanted settings
   */
  record UpdateService(ServiceStatus have, ServiceSpec want) implements OfService {
    /** Refuses nulls. */
    public UpdateService {
      requireNonNull(have, "have");
      requireNonNull(want, "want");
    }

    @Override
    public ServiceKey service() {
      return want.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.updateService(this);
    }
  }

  /**
   * Adds a real server.
   *
   * @param service its service
   * @param want identity and settings
   */
  record AddServer(ServiceKey service, ServerSpec want) implements OfService {
    /** Refuses nulls. */
    public AddServer {
      requireNonNull(service, "service");
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.addServer(this);
    }
  }

  /**
   * Changes the settings of a real server in place.
   *
   * @param service its service
   * @param have present state
   * @param want wanted settings
   */
  record UpdateServer(ServiceKey service, ServerStatus have, ServerSpec want) implements OfService {
    /** Refuses nulls. */
    public UpdateServer {
      requireNonNull(service, "service");
      requireNonNull(have, "have");
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.updateServer(this);
    }
  }

  /**
   * Sets the weight of a real server that is going away to 0, so that it gets no new connections.
   *
   * @param service its service
   * @param have present state, with a weight above 0
   */
  record QuiesceServer(ServiceKey service, ServerStatus have) implements OfService {
    /** Refuses nulls. */
    public QuiesceServer {
      requireNonNull(service, "service");
      requireNonNull(have, "have");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.quiesceServer(this);
    }
  }

  /**
   * Removes a real server. Unless {@code now}, only once it has no connections.
   *
   * @param service its service
   * @param have present state
   * @param now whether open connections may be cut
   */
  record RemoveServer(ServiceKey service, ServerStatus have, boolean now) implements OfService {
    /** Refuses nulls. */
    public RemoveServer {
      requireNonNull(service, "service");
      requireNonNull(have, "have");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeServer(this);
    }
  }

  /**
   * Removes a service with its servers. Unless {@code now}, only once none of them has connections.
   *
   * @param have present state
   * @param now whether open connections may be cut
   */
  record RemoveService(VirtualService have, boolean now) implements OfService {
    /** Refuses null. */
    public RemoveService {
      requireNonNull(have, "have");
    }

    @Override
    public ServiceKey service() {
      return have.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeService(this);
    }
  }

  /**
   * One method per kind of change.
   *
   * @param <R> answer
   */
  interface Visitor<R> {
    /**
     * Time-outs.
     *
     * @param change the change
     * @return the answer
     */
    R setTimeouts(SetTimeouts change);

    /**
     * A new service.
     *
     * @param change the change
     * @return the answer
     */
    R createService(CreateService change);

    /**
     * Other settings of a service.
     *
     * @param change the change
     * @return the answer
     */
    R updateService(UpdateService change);

    /**
     * A new server.
     *
     * @param change the change
     * @return the answer
     */
    R addServer(AddServer change);

    /**
     * Other settings of a server.
     *
     * @param change the change
     * @return the answer
     */
    R updateServer(UpdateServer change);

    /**
     * A server on its way out.
     *
     * @param change the change
     * @return the answer
     */
    R quiesceServer(QuiesceServer change);

    /**
     * A server that goes.
     *
     * @param change the change
     * @return the answer
     */
    R removeServer(RemoveServer change);

    /**
     * A service that goes.
     *
     * @param change the change
     * @return the answer
     */
    R removeService(RemoveService change);

    /**
     * Something beside the services.
     *
     * @param change the change
     * @return the answer
     */
    R host(HostChange change);
  }
}

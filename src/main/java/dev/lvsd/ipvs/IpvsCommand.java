package dev.lvsd.ipvs;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;

/** One change of a data plane. {@link #describe()} is how errors name it. */
public sealed interface IpvsCommand {
  /**
   * The command in words.
   *
   * @return for example {@code create service tcp 10.0.0.1:80}
   */
  String describe();

  /**
   * Creates a service.
   *
   * @param spec identity and settings
   */
  record CreateService(ServiceSpec spec) implements IpvsCommand {
    /** Refuses null. */
    public CreateService {
      requireNonNull(spec, "spec");
    }

    @Override
    public String describe() {
      return "create service " + spec.key();
    }
  }

  /**
   * Replaces the settings of a service; its servers and connections stay.
   *
   * @param spec identity and all settings
   */
  record UpdateService(ServiceSpec spec) implements IpvsCommand {
    /** Refuses null. */
    public UpdateService {
      requireNonNull(spec, "spec");
    }

    @Override
    public String describe() {
      return "update service " + spec.key();
    }
  }

  /**
   * Removes a service with its servers.
   *
   * @param service identity
   */
  record DeleteService(ServiceKey service) implements IpvsCommand {
    /** Refuses null. */
    public DeleteService {
      requireNonNull(service, "service");
    }

    @Override
    public String describe() {
      return "delete service " + service;
    }
  }

  /**
   * Adds a real server to a service.
   *
   * @param service identity of the service
   * @param spec identity and settings of the server
   */
  record AddServer(ServiceKey service, ServerSpec spec) implements IpvsCommand {
    /** Refuses nulls. */
    public AddServer {
      requireNonNull(service, "service");
      requireNonNull(spec, "spec");
    }

    @Override
    public String describe() {
      return "add server " + spec.key() + " to " + service;
    }
  }

  /**
   * Replaces the settings of a real server; its connections stay.
   *
   * @param service identity of the service
   * @param spec identity and all settings of the server
   */
  record UpdateServer(ServiceKey service, ServerSpec spec) implements IpvsCommand {
    /** Refuses nulls. */
    public UpdateServer {
      requireNonNull(service, "service");
      requireNonNull(spec, "spec");
    }

    @Override
    public String describe() {
      return "update server " + spec.key() + " of " + service;
    }
  }

  /**
   * Removes a real server; packets of its connections are dropped from then on.
   *
   * @param service identity of the service
   * @param server identity of the server
   */
  record RemoveServer(ServiceKey service, ServerKey server) implements IpvsCommand {
    /** Refuses nulls. */
    public RemoveServer {
      requireNonNull(service, "service");
      requireNonNull(server, "server");
    }

    @Override
    public String describe() {
      return "remove server " + server + " from " + service;
    }
  }

  /**
   * Sets the connection time-outs.
   *
   * @param timeouts new values; 0 keeps the present one
   */
  record SetTimeouts(Timeouts timeouts) implements IpvsCommand {
    /** Refuses null. */
    public SetTimeouts {
      requireNonNull(timeouts, "timeouts");
    }

    @Override
    public String describe() {
      return "set time-outs tcp %ds, tcpFin %ds, udp %ds"
          .formatted(timeouts.tcpSeconds(), timeouts.tcpFinSeconds(), timeouts.udpSeconds());
    }
  }

  /**
   * Starts a sync daemon.
   *
   * @param daemon its settings
   */
  record StartSyncDaemon(SyncDaemon daemon) implements IpvsCommand {
    /** Refuses null. */
    public StartSyncDaemon {
      requireNonNull(daemon, "daemon");
    }

    @Override
    public String describe() {
      return "start " + daemon.role().text() + " sync daemon on " + daemon.multicastInterface();
    }
  }

  /**
   * Stops a sync daemon.
   *
   * @param role which one
   */
  record StopSyncDaemon(SyncDaemon.Role role) implements IpvsCommand {
    /** Refuses null. */
    public StopSyncDaemon {
      requireNonNull(role, "role");
    }

    @Override
    public String describe() {
      return "stop " + role.text() + " sync daemon";
    }
  }

  /**
   * Sets the counters of a service and its servers to zero.
   *
   * @param service identity
   */
  record ZeroService(ServiceKey service) implements IpvsCommand {
    /** Refuses null. */
    public ZeroService {
      requireNonNull(service, "service");
    }

    @Override
    public String describe() {
      return "zero counters of " + service;
    }
  }

  /** Sets all counters to zero. */
  record ZeroAll() implements IpvsCommand {
    @Override
    public String describe() {
      return "zero all counters";
    }
  }

  /** Removes every service. Connection entries stay until they expire. */
  record Flush() implements IpvsCommand {
    @Override
    public String describe() {
      return "flush the table";
    }
  }
}

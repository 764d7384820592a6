package dev.lvsd.cli.view;

import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import java.util.Optional;

/**
 * What a change is about.
 *
 * @param kind {@code timeouts}, {@code service}, {@code server}, or what of the host
 * @param name which one of its kind; empty where the service and server say that
 * @param service the service concerned; empty for the time-outs and the host
 * @param server the server concerned; empty for a change of the service itself
 */
record Subject(String kind, String name, Optional<ServiceKey> service, Optional<ServerKey> server) {
  static Subject of(Change change) {
    return change.accept(FINDER);
  }

  /** {@code server 10.2.0.11:80 of tcp 203.0.113.10:80}. */
  @Override
  public String toString() {
    if (service.isEmpty()) {
      return (kind + " " + name).strip();
    }
    return kind
        + " "
        + server.map(key -> key + " of " + service.get()).orElse(service.get().toString());
  }

  private static Subject service(ServiceKey service) {
    return new Subject("service", "", Optional.of(service), Optional.empty());
  }

  private static Subject server(ServiceKey service, ServerKey server) {
    return new Subject("server", "", Optional.of(service), Optional.of(server));
  }

  private static final Change.Visitor<Subject> FINDER =
      new Change.Visitor<>() {
        @Override
        public Subject setTimeouts(Change.SetTimeouts change) {
          return new Subject("timeouts", "", Optional.empty(), Optional.empty());
        }

        @Override
        public Subject createService(Change.CreateService change) {
          return service(change.service());
        }

        @Override
        public Subject updateService(Change.UpdateService change) {
          return service(change.service());
        }

        @Override
        public Subject addServer(Change.AddServer change) {
          return server(change.service(), change.want().key());
        }

        @Override
        public Subject updateServer(Change.UpdateServer change) {
          return server(change.service(), change.want().key());
        }

        @Override
        public Subject quiesceServer(Change.QuiesceServer change) {
          return server(change.service(), change.have().key());
        }

        @Override
        public Subject removeServer(Change.RemoveServer change) {
          return server(change.service(), change.have().key());
        }

        @Override
        public Subject removeService(Change.RemoveService change) {
          return service(change.service());
        }

        @Override
        public Subject host(HostChange change) {
          HostLine line = HostLine.of(change);
          return new Subject(line.kind(), line.name(), Optional.empty(), Optional.empty());
        }
      };
}

package dev.lvsd.cli.view;

import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import java.util.Optional;

/**
 * What a change is about.
 *
 * @param service the service concerned; empty for the time-outs
 * @param server the server concerned; empty for a change of the service itself
 */
record Subject(Optional<ServiceKey> service, Optional<ServerKey> server) {
  static Subject of(Change change) {
    return change.accept(FINDER);
  }

  /** {@code timeouts}, {@code service} or {@code server}. */
  String kind() {
    return server.isPresent() ? "server" : service.isPresent() ? "service" : "timeouts";
  }

  /** {@code server 10.2.0.11:80 of tcp 203.0.113.10:80}. */
  @Override
  public String toString() {
    if (service.isEmpty()) {
      return kind();
    }
    return kind()
        + " "
        + server.map(key -> key + " of " + service.get()).orElse(service.get().toString());
  }

  private static Subject service(ServiceKey service) {
    return new Subject(Optional.of(service), Optional.empty());
  }

  private static Subject server(ServiceKey service, ServerKey server) {
    return new Subject(Optional.of(service), Optional.of(server));
  }

  private static final Change.Visitor<Subject> FINDER =
      new Change.Visitor<>() {
        @Override
        public Subject setTimeouts(Change.SetTimeouts change) {
          return new Subject(Optional.empty(), Optional.empty());
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
      };
}

package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator said of one real server beside its definition. It holds through applies until it
 * is taken back, or its server leaves the definition.
 *
 * @param service the service of the server
 * @param server the server
 * @param weight instead of the weight of the definition, 0 to 2^31−1
 * @param drain present while the server is drained, and after that
 */
public record ServerOverride(
    ServiceKey service, ServerKey server, OptionalInt weight, Optional<Drain> drain) {
  /** Refuses weights below 0. */
  public ServerOverride {
    requireNonNull(service, "service");
    requireNonNull(server, "server");
    requireNonNull(drain, "drain");
    if (weight.isPresent() && weight.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "weight " + weight.getAsInt() + ": expected 0 to 2147483647");
    }
  }

  /**
   * Nothing is said of the server.
   *
   * @param service the service of the server
   * @param server the server
   * @return an override that overrides nothing
   */
  public static ServerOverride none(ServiceKey service, ServerKey server) {
    return new ServerOverride(service, server, OptionalInt.empty(), Optional.empty());
  }

  /**
   * Taking a server out of service without cutting its connections.
   *
   * @param started when, by the wall clock
   * @param deadline when it ends though there are connections; empty: never
   * @param then what happens at the end
   * @param connections what the server had at the start: active, inactive and persistent
   * @param end present when it has ended
   */
  public record Drain(
      Instant started, Optional<Instant> deadline, Then then, long connections, Optional<End> end) {
    /** Refuses nulls. */
    public Drain {
      requireNonNull(started, "started");
      requireNonNull(deadline, "deadline");
      requireNonNull(then, "then");
      requireNonNull(end, "end");
    }

    /**
     * Whether the server is not to be in the table any more.
     *
     * @return true after the end of a drain that removes
     */
    public boolean removes() {
      return end.isPresent() && then == Then.REMOVE;
    }

    /**
     * The same, ended.
     *
     * @param time when, by the wall clock
     * @param open connections that there still were
     * @return a copy
     */
    public Drain ended(Instant time, long open) {
      return new Drain(started, deadline, then, connections, Optional.of(new End(time, open)));
    }
  }

  /** What happens to a server when it is drained. */
  public enum Then {
    /** It is removed from the table. */
    REMOVE,
    /** It stays, with weight 0. */
    KEEP
  }

  /**
   * The end of a drain.
   *
   * @param time when, by the wall clock
   * @param open connections that there still were; 0 unless the deadline had passed
   */
  public record End(Instant time, long open) {
    /** Refuses null. */
    public End {
      requireNonNull(time, "time");
    }
  }

  /**
   * Whether it says nothing.
   *
   * @return true if the definition holds
   */
  public boolean isEmpty() {
    return weight.isEmpty() && drain.isEmpty();
  }

  /**
   * Whether it is about this server.
   *
   * @param ofService a service
   * @param key a server
   * @return true for its own
   */
  public boolean concerns(ServiceKey ofService, ServerKey key) {
    return service.equals(ofService) && server.equals(key);
  }

  /**
   * The same with another weight.
   *
   * @param other instead of that of the definition; empty: that of the definition
   * @return a copy
   */
  public ServerOverride withWeight(OptionalInt other) {
    return new ServerOverride(service, server, other, drain);
  }

  /**
   * The same with another drain.
   *
   * @param other empty: the server is not drained
   * @return a copy
   */
  public ServerOverride withDrain(Optional<Drain> other) {
    return new ServerOverride(service, server, weight, other);
  }
}

package dev.lvsd.wanted;

import dev.lvsd.model.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How long a drain will take, from how fast connections went lately. Clients of a persistent
 * service come back until their template expires, which is a time-out after they last came. Belongs
 * to one thread.
 */
final class Estimate {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration GAP = Duration.ofSeconds(2);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant time, long connections) {}

  Estimate(Instant start, long connections) {
    samples.add(new Sample(start, connections));
  }

  /** Takes what was seen; the oldest sample that is kept is a minute old, or the first one. */
  void observe(Instant now, long connections) {
    if (Duration.between(samples.getLast().time(), now).compareTo(GAP) < 0) {
      return;
    }
    samples.addLast(new Sample(now, connections));
    while (samples.size() > 2
        && Duration.between(samples.getFirst().time(), now).compareTo(WINDOW) > 0) {
      samples.removeFirst();
    }
  }

  /**
   * From now on.
   *
   * @param server as it is now
   * @param persistenceSeconds time-out of the service; 0 if it is not persistent
   * @return empty if connections do not get fewer
   */
  Optional<Duration> remaining(ServerStatus server, long persistenceSeconds, Instant now) {
    long left = server.activeConnections() + server.inactiveConnections();
    Optional<Duration> ofClients =
        server.persistentConnections() == 0
            ? Optional.of(Duration.ZERO)
            : Optional.of(Duration.ofSeconds(persistenceSeconds));
    if (left == 0) {
      return ofClients;
    }
    Sample oldest = samples.getFirst();
    long gone = oldest.connections() - DrainRules.connections(server);
    Duration span = Duration.between(oldest.time(), now);
    if (gone <= 0 || span.isNegative() || span.isZero()) {
      return Optional.empty();
    }
    Duration ofConnections = Duration.ofMillis((long) (span.toMillis() * ((double) left / gone)));
    return ofClients.map(clients -> clients.compareTo(ofConnections) > 0 ? clients : ofConnections);
  }
}

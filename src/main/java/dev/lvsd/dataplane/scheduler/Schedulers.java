package dev.lvsd.dataplane.scheduler;

import dev.lvsd.model.SchedulerName;
import java.util.Map;
import java.util.Optional;

/** The table of schedulers. */
public final class Schedulers {
  /**
   * What schedulers need to be told beside their servers.
   *
   * @param accounting which kernels to follow
   * @param localityExpirationMs sysctls lblc_expiration and lblcr_expiration, in ms
   * @param seed of the random numbers of twos
   */
  public record Options(Accounting accounting, long localityExpirationMs, long seed) {}

  /** Makes a scheduler for a list that may have servers already. */
  private interface Maker {
    Scheduler make(DestinationList destinations, Options options);
  }

  private static final Map<String, Maker> TABLE =
      Map.ofEntries(
          Map.entry("none", (list, options) -> new NoScheduler(list)),
          Map.entry("rr", (list, options) -> new RoundRobin(list)),
          Map.entry("wrr", (list, options) -> new WeightedRoundRobin(list)),
          Map.entry("lc", (list, options) -> new LeastConnection(list)),
          Map.entry("wlc", (list, options) -> new WeightedLeastConnection(list)),
          Map.entry("sed", (list, options) -> new ShortestExpectedDelay(list)),
          Map.entry("nq", (list, options) -> new NeverQueue(list)),
          Map.entry("fo", (list, options) -> new Failover(list)),
          Map.entry("ovf", (list, options) -> new Overflow(list)),
          Map.entry("dh", (list, options) -> new DestinationHashing(list)),
          Map.entry("sh", (list, options) -> new SourceHashing(list)),
          Map.entry("mh", (list, options) -> new Maglev(list)),
          Map.entry("twos", (list, options) -> new RandomTwos(list, options.seed())),
          Map.entry(
              "lblc",
              (list, options) ->
                  new LocalityLeastConnection(
                      list, options.accounting(), options.localityExpirationMs())),
          Map.entry(
              "lblcr",
              (list, options) ->
                  new ReplicatedLocality(
                      list, options.accounting(), options.localityExpirationMs())));

  private Schedulers() {}

  /**
   * A scheduler in its first state.
   *
   * @param name for example {@code wrr}; {@code none} never picks
   * @param destinations its servers, now and later
   * @param options what it needs to be told
   * @return empty if there is no such scheduler
   */
  public static Optional<Scheduler> create(
      SchedulerName name, DestinationList destinations, Options options) {
    return Optional.ofNullable(TABLE.get(name.name()))
        .map(maker -> maker.make(destinations, options));
  }

  /**
   * Whether there is a scheduler of that name.
   *
   * @param name for example {@code wrr}
   * @return true also for {@code none}
   */
  public static boolean knows(SchedulerName name) {
    return TABLE.containsKey(name.name());
  }
}

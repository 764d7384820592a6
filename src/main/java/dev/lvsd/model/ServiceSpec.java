package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a virtual service, its real servers apart.
 *
 * @param key identity
 * @param scheduler who picks the real server of a new connection
 * @param schedulerFlags settings of the scheduler
 * @param persistence how long clients stay with a server; empty: not at all
 * @param persistenceEngine tells clients apart by content, such as {@code sip}; the kernel uses it
 *     only with persistence
 * @param onePacket schedule every UDP packet on its own
 * @param toa tell servers by fullnat the client's end in a TCP option; only the Java data plane can
 */
public record ServiceSpec(
    ServiceKey key,
    SchedulerName scheduler,
    Set<SchedulerFlag> schedulerFlags,
    Optional<Persistence> persistence,
    Optional<String> persistenceEngine,
    boolean onePacket,
    boolean toa) {
  /** Refuses a netmask of the other family; copies the flags. */
  public ServiceSpec {
    requireNonNull(key, "key");
    requireNonNull(scheduler, "scheduler");
    schedulerFlags =
        schedulerFlags.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(schedulerFlags));
    if (persistence.isPresent() && persistence.get().netmask().family() != key.family()) {
      throw new IllegalArgumentException(
          key
              + ": persistence netmask "
              + persistence.get().netmask()
              + " is of the other address family");
    }
    if (persistenceEngine.isPresent()
        && (persistenceEngine.get().isEmpty() || persistenceEngine.get().length() > 16)) {
      throw new IllegalArgumentException(
          "persistence engine '" + persistenceEngine.get() + "': expected 1 to 16 characters");
    }
  }

  /**
   * A service with a scheduler and nothing else.
   *
   * @param key identity
   * @param scheduler who picks the real server
   * @return a service without flags and persistence
   */
  public static ServiceSpec of(ServiceKey key, SchedulerName scheduler) {
    return new ServiceSpec(
        key, scheduler, Set.of(), Optional.empty(), Optional.empty(), false, false);
  }

  /**
   * The same service with another scheduler.
   *
   * @param other the scheduler
   * @return a copy
   */
  public ServiceSpec withScheduler(SchedulerName other) {
    return new ServiceSpec(
        key, other, schedulerFlags, persistence, persistenceEngine, onePacket, toa);
  }

  /**
   * The same service with other scheduler flags.
   *
   * @param flags the flags
   * @return a copy
   */
  public ServiceSpec withSchedulerFlags(Set<SchedulerFlag> flags) {
    return new ServiceSpec(key, scheduler, flags, persistence, persistenceEngine, onePacket, toa);
  }

  /**
   * The same service with persistence.
   *
   * @param wanted time-out and netmask
   * @return a copy
   */
  public ServiceSpec withPersistence(Persistence wanted) {
    return new ServiceSpec(
        key, scheduler, schedulerFlags, Optional.of(wanted), persistenceEngine, onePacket, toa);
  }

  /**
   * The same service with a persistence engine.
   *
   * @param engine for example {@code sip}
   * @return a copy
   */
  public ServiceSpec withPersistenceEngine(String engine) {
    return new ServiceSpec(
        key, scheduler, schedulerFlags, persistence, Optional.of(engine), onePacket, toa);
  }

  /**
   * The same service with or without one-packet scheduling.
   *
   * @param wanted whether every UDP packet is scheduled on its own
   * @return a copy
   */
  public ServiceSpec withOnePacket(boolean wanted) {
    return new ServiceSpec(
        key, scheduler, schedulerFlags, persistence, persistenceEngine, wanted, toa);
  }

  /**
   * The same service with or without the client's end in a TCP option.
   *
   * @param wanted whether servers by fullnat are told it
   * @return a copy
   */
  public ServiceSpec withToa(boolean wanted) {
    return new ServiceSpec(
        key, scheduler, schedulerFlags, persistence, persistenceEngine, onePacket, wanted);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServiceSpec spec
        && onePacket == spec.onePacket
        && toa == spec.toa
        && key.equals(spec.key)
        && scheduler.equals(spec.scheduler)
        && schedulerFlags.equals(spec.schedulerFlags)
        && persistence.equals(spec.persistence)
        && persistenceEngine.equals(spec.persistenceEngine);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}

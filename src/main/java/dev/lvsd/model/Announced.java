package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How the announcement of a VIP ended.
 *
 * @param vip the address, and the interface on which it was announced
 * @param times how often it was
 * @param failure why not as often as was wanted; empty if it was
 */
public record Announced(InterfaceAddress vip, int times, Optional<String> failure) {
  /** Refuses nulls. */
  public Announced {
    requireNonNull(vip, "vip");
    requireNonNull(failure, "failure");
  }
}

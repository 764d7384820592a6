package dev.lvsd.dataplane;

import java.util.Optional;

/** A setting below {@code net.ipv4.vs} that the plane heeds. The others have no effect here. */
public enum Sysctl {
  /** Route packets of firewall-mark services by their destination when no server takes them. */
  CACHE_BYPASS(0),
  /** When a SYN may take the place of a connection that has ended: 0 never, 1, or bits. */
  CONN_REUSE_MODE(1),
  /** Drop one of so many packets that would be scheduled; 0 for none. The kernel's mode 3. */
  DROP_PACKET(0),
  /** End connections whose server was removed, instead of dropping their packets. */
  EXPIRE_NODEST_CONN(0),
  /** Do not use the templates of servers with weight 0. */
  EXPIRE_QUIESCENT_TEMPLATE(0),
  /** Seconds after which lblc forgets an address; read when a service gets its scheduler. */
  LBLC_EXPIRATION(86400),
  /** Seconds after which lblcr forgets an address; read when a service gets its scheduler. */
  LBLCR_EXPIRATION(86400),
  /** Whether tunnel packets may not be fragmented when what they carry may not. */
  PMTU_DISC(1),
  /** Whether counters are shown and rates computed. */
  RUN_ESTIMATION(1),
  /** From 2 on the stricter table of TCP states counts. */
  SECURE_TCP(0),
  /** Schedule SCTP packets that begin no association. */
  SLOPPY_SCTP(0),
  /** Schedule TCP segments that begin no connection. */
  SLOPPY_TCP(0);

  private final int initial;

  Sysctl(int initial) {
    this.initial = initial;
  }

  /**
   * The value at first.
   *
   * @return the kernel's default
   */
  public int initial() {
    return initial;
  }

  /**
   * Finds a setting.
   *
   * @param name as the file is called, for example {@code conn_reuse_mode}
   * @return empty if the plane does not heed it
   */
  public static Optional<Sysctl> named(String name) {
    for (Sysctl each : values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}

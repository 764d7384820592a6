package dev.lvsd.dataplane.scheduler;

/** How a kernel weighs connections, and when it calls a server overloaded. */
public enum Accounting {
  /** Kernels before the rework of 2026: 6.1 up to 6.1.186, 6.12 up to 6.12.116. */
  CLASSIC,

  /** Kernels since: 6.1.187, 6.12.117, 7.2 and later. */
  REWORKED
}

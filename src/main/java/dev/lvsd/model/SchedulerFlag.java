package dev.lvsd.model;

/** A setting of the hashing schedulers sh and mh; for others the kernel stores and ignores it. */
public enum SchedulerFlag {
  /** Look for another server when the hashed one is unavailable (kernel: SCHED1). */
  FALLBACK,
  /** Hash the client's port as well (kernel: SCHED2). */
  PORT,
  /** Stored by the kernel, used by no scheduler (kernel: SCHED3). */
  FLAG_3
}

package dev.lvsd.model;

/** Whether the kernel's IPVS can be used by this process. */
public enum IpvsAvailability {
  /** It is there. */
  ACTIVE("this kernel has ip_vs"),
  /** Its module can be loaded. */
  LOADABLE("this kernel has ip_vs as a module"),
  /** The running kernel has no such module, or nobody installed it. */
  ABSENT("this kernel has no ip_vs"),
  /** It belongs to the initial user namespace, and this process does not. */
  OUT_OF_REACH("ip_vs cannot be used from a user namespace");

  private final String sentence;

  IpvsAvailability(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Whether a definition can be applied to it.
   *
   * @return true if it is there, or will be when it is loaded
   */
  public boolean isUsable() {
    return this == ACTIVE || this == LOADABLE;
  }

  /**
   * It in words.
   *
   * @return for example {@code this kernel has no ip_vs}
   */
  public String sentence() {
    return sentence;
  }
}

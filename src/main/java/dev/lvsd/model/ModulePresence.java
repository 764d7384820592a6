package dev.lvsd.model;

/** Where a module of the kernel is. */
public enum ModulePresence {
  /** The running kernel has no such module, or nobody installed it. */
  ABSENT,
  /** It can be loaded, and is not. */
  LOADABLE,
  /** It is loaded. */
  LOADED,
  /**
   * It is part of the kernel: always there, and its parameters come from the kernel's command line.
   */
  BUILT_IN,
  /** It is not needed: the Java plane has its functions. */
  REPLACED;

  /**
   * Whether the director has the module's functions now.
   *
   * @return true if it is loaded, built in or replaced
   */
  public boolean isActive() {
    return this == LOADED || this == BUILT_IN || this == REPLACED;
  }
}

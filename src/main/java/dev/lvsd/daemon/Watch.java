package dev.lvsd.daemon;

/** Hears how the reconcile loop is, on its thread. */
public interface Watch {
  /** The director was looked at, or is left alone because somebody paused the repairs. */
  void looked();

  /**
   * The director could not be looked at.
   *
   * @param problem why, as one sentence
   */
  void failed(String problem);

  /** The loop goes on: called each second, and while much is changed. */
  void alive();
}

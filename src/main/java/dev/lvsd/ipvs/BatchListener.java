package dev.lvsd.ipvs;

/** Hears how each command of a batch ended, in the order of the batch, on the caller's thread. */
public interface BatchListener {
  /**
   * The command was done.
   *
   * @param command as it was given
   */
  void done(IpvsCommand command);

  /**
   * The command was refused.
   *
   * @param command as it was given
   * @param failure why
   */
  void failed(IpvsCommand command, IpvsException failure);
}

package dev.lvsd.netlink;

/**
 * Hears how each request of a pipeline ended: once per request, in the order of the requests, on
 * the caller's thread. It may not use the connection.
 *
 * @param <R> the kind of request
 */
public interface PipelineListener<R> {
  /**
   * The kernel did it.
   *
   * @param request as it was given
   */
  void done(R request);

  /**
   * The kernel refused it; the requests behind it were executed all the same.
   *
   * @param request as it was given
   * @param failure the kernel's answer
   */
  void failed(R request, NetlinkException failure);
}

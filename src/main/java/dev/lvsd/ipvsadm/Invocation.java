package dev.lvsd.ipvsadm;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ServiceKey;

/** What a command line asks for. */
sealed interface Invocation {
  /**
   * The whole table.
   *
   * @param format how
   */
  record ListAll(Format format) implements Invocation {}

  /**
   * One service.
   *
   * @param service which
   * @param format how
   */
  record ListService(ServiceKey service, Format format) implements Invocation {}

  /**
   * The connections.
   *
   * @param format how; only names and engine columns matter
   */
  record ListConnections(Format format) implements Invocation {}

  /** The time-outs. */
  record ListTimeouts() implements Invocation {}

  /** The sync daemons. */
  record ListDaemons() implements Invocation {}

  /** Command lines on standard input. */
  record Restore() implements Invocation {}

  /**
   * A change.
   *
   * @param command for the data plane
   */
  record Change(IpvsCommand command) implements Invocation {}

  /**
   * A server with thresholds upside down, which no {@code ServerSpec} can hold. The kernel refuses
   * it, but looks for the service first.
   *
   * @param service where the server should go
   */
  record ThresholdsUpsideDown(ServiceKey service) implements Invocation {}

  /** The usage text. */
  record Help() implements Invocation {}

  /** The version line. */
  record Version() implements Invocation {}
}

package dev.lvsd.reconcile;

import static java.util.Objects.requireNonNull;

import dev.lvsd.host.Host;
import java.util.List;

/**
 * What a definition is applied to: a data plane, and the host as that needs it. Belongs to one
 * thread; who made it closes its parts.
 *
 * @param dataPlane whose table is changed
 * @param host the rest of the director
 * @param notes what the reader of a plan should know of the choice, one sentence each
 * @param preparation done before the first change; done twice it has the same effect as once
 */
public record Site(DataPlane dataPlane, Host host, List<String> notes, Runnable preparation) {
  /** Copies the list. */
  public Site {
    requireNonNull(dataPlane, "dataPlane");
    requireNonNull(host, "host");
    notes = List.copyOf(notes);
    requireNonNull(preparation, "preparation");
  }

  /**
   * One that needs no preparation.
   *
   * @param dataPlane whose table is changed
   * @param host the rest of the director
   */
  public Site(DataPlane dataPlane, Host host) {
    this(dataPlane, host, List.of(), () -> {});
  }
}

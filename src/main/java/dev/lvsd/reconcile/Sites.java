package dev.lvsd.reconcile;

import dev.lvsd.model.Definition;

/** Finds what a definition is applied to. */
@FunctionalInterface
public interface Sites {
  /**
   * Finds it, and changes nothing.
   *
   * @param whole everything that is wanted of this director, of which the definition at hand may be
   *     a part
   * @return data plane and host
   * @throws dev.lvsd.diag.LvsdException if there is none that can do what is wanted
   */
  Site of(Definition whole);
}

package dev.lvsd.wanted;

import java.util.Set;

/** What is to be wanted from now on, decided from what was wanted. Pure. */
@FunctionalInterface
interface Decision {
  /**
   * Decides.
   *
   * @param wanted what was wanted, without what clusters that are {@link #replaced} defined
   * @return what is wanted from now on
   */
  Intent from(Wanted wanted);

  /**
   * Clusters whose earlier definition does not matter for the decision; to read it again can take
   * as long as all the rest.
   *
   * @return their names
   */
  default Set<String> replaced() {
    return Set.of();
  }
}

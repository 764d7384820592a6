package dev.lvsd.reconcile;

import dev.lvsd.model.Definition;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.List;

/**
 * What an apply is to reach, and what is remembered of it. Its methods are called under the lock of
 * apply, in this order and each once, but for {@link #isCurrent}.
 */
public interface Undertaking {
  /**
   * What is wanted, as of now.
   *
   * @return the target; nothing was changed yet
   * @throws dev.lvsd.diag.LvsdException if nothing is to be done; nothing is then changed
   */
  Target target();

  /**
   * The plan is made, and nothing was changed yet. What is written here is on disk before the first
   * change.
   *
   * @param plan what will be done
   * @throws dev.lvsd.diag.LvsdException if it cannot be remembered; nothing is then changed
   */
  void begin(Plan plan);

  /**
   * Whether this is still what is wanted; asked after others had the lock, between {@link #begin}
   * and {@link #end}.
   *
   * @return false if somebody wants something else since: nothing more is to be changed
   */
  default boolean isCurrent() {
    return true;
  }

  /**
   * Everything has ended, or something else is wanted now.
   *
   * @param outcomes one for each change
   * @return what could not be remembered, one sentence each
   */
  List<String> end(List<Outcome> outcomes);

  /**
   * What an apply is to reach.
   *
   * @param definition what is wanted
   * @param whole everything that is wanted from then on, of which {@code definition} may be a part;
   *     it decides who forwards
   * @param notes what the reader of a plan should know of it, one sentence each
   */
  record Target(Definition definition, Definition whole, List<String> notes) {
    /** Copies the list. */
    public Target {
      notes = List.copyOf(notes);
    }

    /**
     * A definition beside which nothing is wanted.
     *
     * @param definition what is wanted
     * @return the target
     */
    static Target of(Definition definition) {
      return new Target(definition, definition, List.of());
    }
  }

  /**
   * A definition of which nothing is remembered.
   *
   * @param definition what is wanted
   * @return the undertaking
   */
  static Undertaking of(Definition definition) {
    return new Undertaking() {
      @Override
      public Target target() {
        return Target.of(definition);
      }

      @Override
      public void begin(Plan plan) {}

      @Override
      public List<String> end(List<Outcome> outcomes) {
        return List.of();
      }
    };
  }
}

package dev.lvsd.cli;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problem;
import java.util.List;

/** A definition has errors; nothing was changed. */
public final class InvalidDefinitionException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /** Errors and warnings; not kept when the exception is serialized. */
  private final transient List<Problem> problems;

  /**
   * The definition has errors.
   *
   * @param problems errors and warnings, in the order of files and lines
   */
  public InvalidDefinitionException(List<Problem> problems) {
    super(Blame.USER, "the definition has errors; nothing was changed");
    this.problems = List.copyOf(problems);
  }

  /**
   * Everything that was found.
   *
   * @return errors and warnings
   */
  public List<Problem> problems() {
    return problems;
  }
}

package dev.lvsd.adopt;

import java.util.List;

/**
 * A table as a definition.
 *
 * @param yaml the definition
 * @param losses what of the table is not in it and why, one sentence each
 */
public record Adopted(String yaml, List<String> losses) {
  /** Copies the list. */
  public Adopted {
    losses = List.copyOf(losses);
  }
}

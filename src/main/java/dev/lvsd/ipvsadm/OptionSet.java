package dev.lvsd.ipvsadm;

import java.util.EnumSet;
import java.util.Set;

/** The options that were given. */
final class OptionSet {
  private final Set<Option> options = EnumSet.noneOf(Option.class);

  /** Notes an option; a second time is refused. */
  void add(Option option) {
    if (!options.add(option)) {
      throw new Refusal("multiple '" + option.text() + "' options specified");
    }
  }

  /** Whether the option was given. */
  boolean has(Option option) {
    return options.contains(option);
  }
}

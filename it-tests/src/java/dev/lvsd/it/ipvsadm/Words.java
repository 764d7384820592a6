package dev.lvsd.it.ipvsadm;

import java.util.ArrayList;
import java.util.List;

/** Options in the spellings that popt knows, the first of them at the beginning. */
final class Words {
  private final Dice dice;
  private final List<List<String>> options = new ArrayList<>();

  Words(Dice dice) {
    this.dice = dice;
  }

  void word(String word) {
    options.add(List.of(word));
  }

  void option(String shortName, String longName) {
    options.add(List.of(dice.mostly(75, shortName, longName)));
  }

  void option(String shortName, String longName, String value) {
    boolean isLong = shortName.startsWith("--") || dice.chance(20);
    String name = isLong ? longName : shortName;
    switch (dice.below(10)) {
      case 0 -> options.add(List.of(name + "=" + value));
      case 1 -> options.add(isLong ? List.of(name, value) : List.of(name + value));
      default -> options.add(List.of(name, value));
    }
  }

  /** The words, sometimes in another order, with one too many, too few, or another. */
  List<String> spoiled() {
    if (options.size() > 2 && dice.chance(30)) {
      dice.shuffle(options.subList(1, options.size()));
    }
    if (dice.chance(6)) {
      options.add(options.get(dice.below(options.size())));
    }
    if (dice.chance(5)) {
      options.remove(dice.below(options.size()));
    }
    List<String> args = new ArrayList<>();
    options.forEach(args::addAll);
    if (dice.chance(5)) {
      args.add(dice.below(args.size() + 1), dice.pick(Stock.WORDS));
    }
    if (dice.chance(3) && !args.isEmpty()) {
      args.remove(dice.below(args.size()));
    }
    joinShortOptions(args);
    return args;
  }

  /** {@code -L -n} becomes {@code -Ln}, {@code -A -t x} becomes {@code -At x}. */
  private void joinShortOptions(List<String> args) {
    if (args.size() > 1
        && args.get(0).matches("-[A-Za-z]")
        && args.get(1).matches("-[a-zA-Z0-9]")
        && dice.chance(30)) {
      args.set(0, args.get(0) + args.remove(1).substring(1));
    }
  }
}

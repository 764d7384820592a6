package dev.lvsd.cli.view;

/** Numbers with their nouns. */
final class Words {
  private Words() {}

  /** {@code 1 server}, {@code 2 servers}. */
  static String count(long number, String noun) {
    return Numbers.exact(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 12 active, 40 inactive connections}. */
  static String connections(long active, long inactive) {
    return Numbers.exact(active) + " active, " + count(inactive, "inactive connection");
  }
}

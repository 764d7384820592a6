package dev.lvsd.config;

/** What one run reads at most. Ten thousand services with ten servers each fit. */
final class Limits {
  /** Longest file, in bytes. */
  static final int FILE_BYTES = 16 << 20;

  /** All files of a run together, in bytes. */
  static final int RUN_BYTES = 64 << 20;

  /** Files of a run. */
  static final int FILES = 10_000;

  /** Keys and values of a file, every use of an alias counted again. */
  static final int NODES = 4_000_000;

  /** Lists and blocks inside each other; a definition needs six. */
  static final int NESTING = 20;

  /** Longest value or key, in characters. */
  static final int TEXT = 1024;

  /** Problems that are reported; more would not be read by anybody. */
  static final int PROBLEMS = 1000;

  private Limits() {}
}

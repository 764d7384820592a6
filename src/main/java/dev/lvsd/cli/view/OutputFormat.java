package dev.lvsd.cli.view;

import java.util.Locale;

/** The forms in which an answer can be shown. */
public enum OutputFormat {
  /** Aligned columns, large numbers rounded. */
  TABLE,
  /** All columns, exact numbers. */
  WIDE,
  /** One JSON document. */
  JSON,
  /** The same document as YAML. */
  YAML;

  /** The name as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether programs read it.
   *
   * @return true for JSON and YAML
   */
  public boolean isDocument() {
    return this == JSON || this == YAML;
  }
}

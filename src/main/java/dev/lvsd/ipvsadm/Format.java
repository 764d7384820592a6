package dev.lvsd.ipvsadm;

/**
 * How a listing looks.
 *
 * @param layout which columns
 * @param numeric numbers instead of names
 * @param sorted sorted instead of in the kernel's order
 * @param exact numbers in full, however long
 */
record Format(Layout layout, boolean numeric, boolean sorted, boolean exact) {
  /** What an ipvsadm without arguments prints. */
  static final Format PLAIN = new Format(Layout.PLAIN, false, true, false);

  /** Columns of a listing. */
  enum Layout {
    PLAIN,
    STATS,
    RATE,
    THRESHOLDS,
    PERSISTENT_CONNECTIONS,
    TUNNELS,
    /** Command lines that make the same table. */
    RULES
  }
}

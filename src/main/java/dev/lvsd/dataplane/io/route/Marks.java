package dev.lvsd.dataplane.io.route;

/** How the host's tables tell what belongs to the plane. */
public final class Marks {
  /** Who made a route, a rule or a proxied neighbour; nobody else is known to use this number. */
  public static final int PROTOCOL = 0x6c;

  /** Table: what comes out of the device and is for the host itself. */
  public static final int TABLE_HOST = 0x6c01;

  /** Table: into the device. */
  public static final int TABLE_DEVICE = 0x6c02;

  /** Rule: what comes out of the device is looked for in {@link #TABLE_HOST}. */
  public static final int RULE_HOST = 900;

  /** Rule: and goes on at {@link #RULE_END} if it is not there. */
  public static final int RULE_SKIP = 901;

  /** Rules: what servers by nat answer goes to {@link #TABLE_DEVICE}. */
  public static final int RULE_REPLIES = 902;

  /** Rule: nothing; where {@link #RULE_SKIP} goes. */
  public static final int RULE_END = 903;

  private Marks() {}
}

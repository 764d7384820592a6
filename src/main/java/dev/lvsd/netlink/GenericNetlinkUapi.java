package dev.lvsd.netlink;

/** Constants of linux/genetlink.h, by their C names. */
public final class GenericNetlinkUapi {
  /** Size of struct genlmsghdr in bytes. */
  public static final int GENL_HDRLEN = 4;

  /** Size of a family name in bytes, with the closing NUL. */
  public static final int GENL_NAMSIZ = 16;

  /** Family of the controller, which knows the other families. */
  public static final int GENL_ID_CTRL = 16;

  /** Command of the controller: describe a family. */
  public static final int CTRL_CMD_GETFAMILY = 3;

  /** Attribute of the controller: u16, number of a family. */
  public static final int CTRL_ATTR_FAMILY_ID = 1;

  /** Attribute of the controller: string, name of a family. */
  public static final int CTRL_ATTR_FAMILY_NAME = 2;

  private GenericNetlinkUapi() {}
}

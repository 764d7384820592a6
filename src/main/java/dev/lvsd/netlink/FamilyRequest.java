package dev.lvsd.netlink;

import static dev.lvsd.netlink.GenericNetlinkUapi.CTRL_ATTR_FAMILY_ID;
import static dev.lvsd.netlink.GenericNetlinkUapi.CTRL_ATTR_FAMILY_NAME;
import static dev.lvsd.netlink.GenericNetlinkUapi.CTRL_CMD_GETFAMILY;
import static dev.lvsd.netlink.GenericNetlinkUapi.GENL_ID_CTRL;

/**
 * Asks the controller for a family; the kernel loads the family's module if it can.
 *
 * @param name at most 15 characters
 */
record FamilyRequest(String name) implements GenericRequest {
  @Override
  public int family() {
    return GENL_ID_CTRL;
  }

  @Override
  public int command() {
    return CTRL_CMD_GETFAMILY;
  }

  @Override
  public void encode(AttributeWriter out) {
    out.string(CTRL_ATTR_FAMILY_NAME, name);
  }

  @Override
  public String describe() {
    return "look up generic netlink family " + name;
  }

  /** The family's number; 0 if the answer has none. */
  static int decode(AttributeReader attributes) {
    int id = 0;
    while (attributes.next()) {
      if (attributes.type() == CTRL_ATTR_FAMILY_ID) {
        id = attributes.u16();
      }
    }
    return id;
  }
}

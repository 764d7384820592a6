package dev.lvsd.netlink;

import java.nio.ByteBuffer;

/** One request to a generic netlink family. */
public non-sealed interface GenericRequest extends Request {
  /**
   * The family.
   *
   * @return its number, from {@link GenericNetlink#family(String)}
   */
  int family();

  /**
   * What the family shall do.
   *
   * @return one of its commands, 0 to 255
   */
  int command();

  /**
   * The family's version.
   *
   * @return 1 unless the family says otherwise
   */
  default int version() {
    return 1;
  }

  @Override
  default int type() {
    return family();
  }

  /** struct genlmsghdr: command u8, version u8, two bytes unused. */
  @Override
  default void encodeHeader(ByteBuffer out) {
    out.put((byte) command()).put((byte) version()).putShort((short) 0);
  }
}

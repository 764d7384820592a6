package dev.lvsd.netlink;

/**
 * Makes a value from the attributes of one answer.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface Decoder<T> {
  /**
   * Reads one answer.
   *
   * @param attributes valid during this call only
   * @return the value
   * @throws NetlinkFormatException if the answer is not what it should be
   */
  T decode(AttributeReader attributes);
}

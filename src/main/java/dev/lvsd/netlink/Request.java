package dev.lvsd.netlink;

/**
 * One request to a generic netlink family. Immutable; may be sent more than once.
 *
 * <p>The connection adds the flags that belong to how it is sent (NLM_F_REQUEST, NLM_F_ACK,
 * NLM_F_DUMP), the sequence number and the sender.
 */
public interface Request {
  /** Longest request in bytes, headers included. */
  int MAX_BYTES = 4096;

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

  /**
   * Flags beyond those that the connection adds.
   *
   * @return NLM_F_… bits
   */
  default int flags() {
    return 0;
  }

  /**
   * Writes the request's attributes.
   *
   * @param out the message, behind its headers
   */
  void encode(AttributeWriter out);

  /**
   * The request in words, for errors; called only when there is one.
   *
   * @return for example {@code create service tcp 10.0.0.1:80}
   */
  String describe();
}

package dev.lvsd.ipvs.kernel;

import dev.lvsd.netlink.AttributeWriter;

/**
 * One request to the kernel's IPVS family: a small immutable object per kernel command. {@link
 * ChangeRequest} changes something, {@link ReadRequest} asks.
 */
sealed interface IpvsRequest permits ChangeRequest, ReadRequest {
  /** The command: one of {@code IpvsUapi.IPVS_CMD_…}. */
  int command();

  /** Writes the attributes of the command. */
  void encode(AttributeWriter out);

  /** The request in words, as errors name it: {@code create service tcp 10.0.0.1:80}. */
  String describe();
}

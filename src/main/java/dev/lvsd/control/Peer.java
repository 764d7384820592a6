package dev.lvsd.control;

import java.util.Set;

/**
 * Who is at the other end of a connection, as the kernel says. A process that changes its user or
 * its groups later stays who it was when it connected.
 *
 * @param pid process; the number may be another's by now
 * @param uid user
 * @param gids group and supplementary groups
 */
public record Peer(int pid, int uid, Set<Integer> gids) {
  /** Copies the set. */
  public Peer {
    gids = Set.copyOf(gids);
  }

  /** {@code user 1000, process 4711}. */
  @Override
  public String toString() {
    return "user " + Integer.toUnsignedString(uid) + ", process " + pid;
  }
}

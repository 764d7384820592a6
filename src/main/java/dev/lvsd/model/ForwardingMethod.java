package dev.lvsd.model;

import java.util.Locale;

/** How packets get to the real server. */
public enum ForwardingMethod {
  /** Rewrites the destination; replies pass the director (ipvsadm: masquerading). */
  NAT,
  /** Gives the packet to the director's own stack. */
  LOCAL,
  /** Encapsulates the packet; replies go straight to the client. */
  TUNNEL,
  /** Direct routing: sends the frame to the server's MAC; replies go straight to the client. */
  DR,
  /** Made by the kernel itself for connections that pass by (sysctl cache_bypass). */
  BYPASS,
  /** Rewrites both ends; only the Java data plane has it. */
  FULLNAT,
  /** A number that the kernel stores and cannot transmit with; never wanted, only met. */
  UNKNOWN;

  /**
   * The name as it is written in YAML and shown to people.
   *
   * @return the name in lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

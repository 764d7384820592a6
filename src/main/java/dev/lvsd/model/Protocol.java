package dev.lvsd.model;

import java.util.Locale;

/** A transport protocol that IPVS balances. */
public enum Protocol {
  /** TCP. */
  TCP(6),
  /** UDP. */
  UDP(17),
  /** SCTP. */
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /**
   * The protocol number in the IP header.
   *
   * @return the number that IANA assigned
   */
  public int number() {
    return number;
  }

  /**
   * The name as it is written in YAML and shown to people: {@code tcp}, {@code udp}, {@code sctp}.
   *
   * @return the name in lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

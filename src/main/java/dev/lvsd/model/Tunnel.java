package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * How {@link ForwardingMethod#TUNNEL} encapsulates.
 *
 * @param type ipip, gue or gre
 * @param port UDP port of the real server, gue only; 0 otherwise
 * @param checksum checksum mode, gue and gre only
 */
public record Tunnel(Type type, int port, Checksum checksum) {
  /** IP in IP, the kernel's default. */
  public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, Checksum.NONE);

  /** Refuses ports that do not exist. */
  public Tunnel {
    requireNonNull(type, "type");
    requireNonNull(checksum, "checksum");
    Checks.port(port);
  }

  /** Kind of outer header. */
  public enum Type {
    /** IP in IP. */
    IPIP,
    /** Generic UDP encapsulation. */
    GUE,
    /** Generic routing encapsulation. */
    GRE,
    /** A number that the kernel stores without knowing it; never wanted, only met. */
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

  /** Checksum of the outer header. */
  public enum Checksum {
    /** No checksum. */
    NONE,
    /** A full checksum. */
    FULL,
    /** Remote checksum offload, gue only. */
    REMOTE;

    /**
     * The name as it is written in YAML and shown to people.
     *
     * @return the name in lower case
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return switch (type) {
      case GUE -> "gue:" + port + (checksum == Checksum.NONE ? "" : "+" + checksum.text());
      case GRE -> "gre" + (checksum == Checksum.NONE ? "" : "+" + checksum.text());
      default -> type.text();
    };
  }
}

package dev.lvsd.model;

import java.util.HexFormat;

/**
 * The hardware address of an Ethernet interface.
 *
 * @param bits the 48 bits, the first byte on the wire being the highest
 */
public record MacAddress(long bits) {
  /** Length in bytes. */
  public static final int BYTES = 6;

  /** Everybody on the link. */
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  /** Nobody in particular. */
  public static final MacAddress UNKNOWN = new MacAddress(0);

  /** Refuses more than 48 bits. */
  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("hardware address " + Long.toHexString(bits));
    }
  }

  /**
   * Reads an address.
   *
   * @param bytes six, in the order of the wire
   * @return the address
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("hardware address of " + bytes.length + " bytes");
    }
    long bits = 0;
    for (byte each : bytes) {
      bits = (bits << 8) | (each & 0xff);
    }
    return new MacAddress(bits);
  }

  /**
   * The bytes in the order of the wire.
   *
   * @return six, a copy
   */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (bits >> ((BYTES - 1 - i) * 8));
    }
    return bytes;
  }

  /** {@code 02:00:5e:10:00:01}. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(bytes());
  }
}

package dev.lvsd.ipvs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.model.Connection;
import dev.lvsd.model.Connection.EngineData;
import dev.lvsd.model.Endpoint;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One row of {@code /proc/net/ip_vs_conn}, read in place.
 *
 * <pre>
 *   Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
 *   TCP 0A010002 7530 0A090909 0050 C0A8070B 0050 ESTABLISHED     899
 * </pre>
 *
 * <p>Addresses are hexadecimal, IPv4 as 8 digits, IPv6 as 8 groups of 4 digits with colons; each of
 * the three has its own form, for a real server's family may differ. Ports are hexadecimal, seconds
 * decimal. The last two columns stand there only where a persistence engine left data, which runs
 * to the end of the line and may contain blanks.
 *
 * <p>A cursor over a borrowed buffer: used by one thread, wrapped anew for each row. Words that
 * come back in every row (protocols, states) are not made anew.
 *
 * @see "net/netfilter/ipvs/ip_vs_conn.c: ip_vs_conn_seq_show"
 */
final class ConnectionRow {
  /** What the first word of the heading looks like. */
  private static final String HEADING = "Pro";

  private static final String[] KNOWN_WORDS = {
    "TCP",
    "UDP",
    "SCTP",
    "IP",
    "NONE",
    "ASSURED",
    "ESTABLISHED",
    "SYN_SENT",
    "SYN_RECV",
    "FIN_WAIT",
    "TIME_WAIT",
    "CLOSE",
    "CLOSE_WAIT",
    "LAST_ACK",
    "LISTEN",
    "SYNACK"
  };

  private byte[] row = {};
  private int begin;
  private int at;
  private int end;

  /**
   * Moves to another row.
   *
   * @param buffer holds the row; borrowed until the next call
   * @param from index of the first byte
   * @param to index after the last byte, without the line feed
   * @return this
   */
  ConnectionRow wrap(byte[] buffer, int from, int to) {
    row = buffer;
    begin = from;
    at = from;
    end = to;
    return this;
  }

  /** Whether this is the line with the names of the columns. */
  boolean isHeading() {
    return matches(HEADING, begin, Math.min(end, begin + HEADING.length()));
  }

  /**
   * Reads the row.
   *
   * @return the connection
   * @throws IllegalArgumentException naming the column that is not as it should be
   */
  Connection read() {
    String protocol = word("protocol");
    Endpoint client = endpoint("client");
    Endpoint virtual = endpoint("virtual");
    Endpoint server = endpoint("server");
    String state = word("state");
    long expiresSeconds = seconds();
    return new Connection(protocol, client, virtual, server, state, expiresSeconds, engine());
  }

  private Endpoint endpoint(String what) {
    InetAddress address = address(what);
    int from = start(what + " port");
    int port = hex(from, at, 4, what + " port");
    return new Endpoint(address, port);
  }

  private InetAddress address(String what) {
    int from = start(what + " address");
    if (at - from == 8) {
      return RawAddresses.ipv4(
          hex(from, from + 4, 4, what + " address") << 16
              | hex(from + 4, at, 4, what + " address"));
    }
    if (at - from != 39) {
      throw new IllegalArgumentException(what + " address has " + (at - from) + " characters");
    }
    byte[] bytes = new byte[16];
    for (int group = 0; group < 8; group++) {
      int digits = from + 5 * group;
      if (group > 0 && row[digits - 1] != ':') {
        throw new IllegalArgumentException(what + " address lacks a colon");
      }
      int value = hex(digits, digits + 4, 4, what + " address");
      bytes[2 * group] = (byte) (value >> 8);
      bytes[2 * group + 1] = (byte) value;
    }
    return RawAddresses.ipv6(bytes);
  }

  private long seconds() {
    int from = start("expiry");
    if (at - from > 10) {
      throw new IllegalArgumentException("expiry has " + (at - from) + " digits");
    }
    long value = 0;
    for (int i = from; i < at; i++) {
      int digit = row[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("expiry is not a number");
      }
      value = 10 * value + digit;
    }
    return value;
  }

  private Optional<EngineData> engine() {
    skipBlanks();
    if (at == end) {
      return Optional.empty();
    }
    String name = word("persistence engine");
    int from = Math.min(at + 1, end); // one blank separates; further ones belong to the data
    at = end;
    return Optional.of(new EngineData(name, new String(row, from, end - from, ISO_8859_1)));
  }

  private String word(String what) {
    int from = start(what);
    for (String known : KNOWN_WORDS) {
      if (matches(known, from, at)) {
        return known;
      }
    }
    return new String(row, from, at - from, ISO_8859_1);
  }

  /** Moves behind the next word and returns where it starts. */
  private int start(String what) {
    skipBlanks();
    int from = at;
    while (at < end && row[at] != ' ') {
      at++;
    }
    if (from == at) {
      throw new IllegalArgumentException(what + " is missing");
    }
    return from;
  }

  private void skipBlanks() {
    while (at < end && row[at] == ' ') {
      at++;
    }
  }

  private int hex(int from, int to, int digits, String what) {
    if (to - from != digits) {
      throw new IllegalArgumentException(what + " does not have " + digits + " digits");
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(row[i], 16);
      if (digit < 0) {
        throw new IllegalArgumentException(what + " is not hexadecimal");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean matches(String text, int from, int to) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (row[i] != text.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** The row as text, for an error. */
  @Override
  public String toString() {
    return new String(row, begin, end - begin, ISO_8859_1);
  }
}

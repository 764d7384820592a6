package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The text of a file that names the managed services of a cluster: a line with the version, one
 * line for each service, a line with the checksum of all before it. The checksum tells a file that
 * was torn by a crash or damaged by a disk; it is no protection against anybody who writes to it.
 *
 * <pre>
 * lvsd-owned 1
 * tcp 10.0.0.1:80
 * fwmark 7 ipv6
 * crc32c 1a2b3c4d
 * </pre>
 */
final class OwnershipFile {
  private static final String HEADER = "lvsd-owned 1";
  private static final String CHECKSUM = "crc32c ";

  private OwnershipFile() {}

  /** What is wrong with a file, in words that follow its name. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  static byte[] write(Collection<ServiceKey> keys) {
    StringBuilder body = new StringBuilder(HEADER).append('\n');
    for (ServiceKey key : new TreeSet<>(keys)) {
      body.append(key).append('\n');
    }
    String text = body + CHECKSUM + checksum(body.toString()) + "\n";
    return text.getBytes(US_ASCII);
  }

  static Set<ServiceKey> read(byte[] content) throws DamagedException {
    String text = new String(content, US_ASCII);
    int trailer = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, trailer);
    if (!text.substring(trailer).equals(CHECKSUM + checksum(body) + "\n")) {
      throw new DamagedException("is damaged (its checksum does not match)");
    }
    List<String> lines = body.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new DamagedException("was written by another version of lvsd");
    }
    Set<ServiceKey> keys = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      try {
        keys.add(ServiceKeys.parse(line));
      } catch (IllegalArgumentException e) {
        throw new DamagedException("has a line that is not a service: " + e.getMessage());
      }
    }
    return keys;
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(US_ASCII));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}

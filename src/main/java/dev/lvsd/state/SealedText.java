package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The text of a file of the state directory: a line with kind and version, lines of content, a line
 * with the checksum of all before it. The checksum tells a file that was torn by a crash or damaged
 * by a disk; it is no protection against anybody who writes to it.
 */
final class SealedText {
  private static final String CHECKSUM = "crc32c ";

  private SealedText() {}

  /** Lines must not have line ends in them. */
  static byte[] write(String header, List<String> lines) {
    StringBuilder body = new StringBuilder(header).append('\n');
    lines.forEach(line -> body.append(line).append('\n'));
    return (body + CHECKSUM + checksum(body.toString()) + "\n").getBytes(UTF_8);
  }

  /** The lines of content. */
  static List<String> read(String header, byte[] content) throws DamagedException {
    String text = new String(content, UTF_8);
    int trailer = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, trailer);
    if (!text.substring(trailer).equals(CHECKSUM + checksum(body) + "\n")) {
      throw new DamagedException("is damaged (its checksum does not match)");
    }
    List<String> lines = List.of(body.split("\n", -1)); // the last one is empty
    if (lines.size() < 2 || !lines.get(0).equals(header)) {
      throw new DamagedException("was written by another version of lvsd");
    }
    return lines.subList(1, lines.size() - 1);
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}

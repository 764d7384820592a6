package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of clusters as names of files: what is not plain is written as {@code %} and hex. */
final class FileNames {
  /** Leaves room for what {@link AtomicFile} adds, below the 255 of Linux. */
  static final int LONGEST = 240;

  private static final Pattern PART = Pattern.compile("%([0-9a-f]{2})|(.)", Pattern.DOTALL);

  private FileNames() {}

  static String encode(String cluster) {
    StringBuilder name = new StringBuilder();
    for (byte b : cluster.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || (c == '.' && name.length() > 0); // a leading dot would hide the file
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return name.toString();
  }

  /** Reads what {@link #encode} wrote; any other name means itself. */
  static String decode(String name) {
    ByteArrayOutputStream cluster = new ByteArrayOutputStream(name.length());
    Matcher part = PART.matcher(name);
    while (part.find()) {
      String hex = part.group(1);
      if (hex != null) {
        cluster.write(HexFormat.fromHexDigits(hex));
      } else {
        cluster.writeBytes(part.group().getBytes(UTF_8));
      }
    }
    return cluster.toString(UTF_8);
  }
}

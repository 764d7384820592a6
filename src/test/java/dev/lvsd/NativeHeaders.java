package dev.lvsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the headers in {@code native-headers/} declare, without their prefix: constants as {@code
 * Long} or {@code String}, and structures by their size.
 */
final class NativeHeaders {
  private static final Pattern CONSTANT = Pattern.compile("#define LVSD_(\\w+) (\\S+)( /\\*.*)?");
  private static final Pattern STRUCT = Pattern.compile("struct lvsd_(\\w+) \\{");
  private static final Pattern FIELD =
      Pattern.compile("\\s+(struct lvsd_)?(\\w+) \\w+(?:\\[(\\d+)])?;");
  private static final Map<String, Long> TYPES =
      Map.of("uint8_t", 1L, "int16_t", 2L, "uint16_t", 2L, "int32_t", 4L, "uint32_t", 4L);

  private final Map<String, Object> constants = new TreeMap<>();
  private final Map<String, Long> sizes = new TreeMap<>();

  private NativeHeaders() {}

  static NativeHeaders read() {
    NativeHeaders headers = new NativeHeaders();
    Path directory = Path.of(System.getProperty("lvsd.basedir"), "native-headers");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".h")).toList()) {
        headers.add(file, Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new AssertionError("read " + directory, e);
    }
    return headers;
  }

  Map<String, Object> constants() {
    return constants;
  }

  Map<String, Long> sizes() {
    return sizes;
  }

  /** A constant, or for {@code SIZEOF_NLMSGHDR} the size of that structure; null for neither. */
  Object lookUp(String name) {
    return name.startsWith("SIZEOF_")
        ? sizes.get(name.substring("SIZEOF_".length()).toLowerCase(Locale.ROOT))
        : constants.get(name);
  }

  private void add(Path file, List<String> lines) {
    String struct = "";
    long size = 0;
    for (String line : lines) {
      Matcher constant = CONSTANT.matcher(line);
      Matcher start = STRUCT.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (constant.matches()) {
        constants.put(constant.group(1), value(constant.group(2)));
      } else if (start.matches()) {
        struct = start.group(1);
        size = 0;
      } else if (!struct.isEmpty() && field.matches()) {
        Map<String, Long> known = field.group(1) == null ? TYPES : sizes;
        long count = field.group(3) == null ? 1 : Long.parseLong(field.group(3));
        size += known.get(field.group(2)) * count;
      } else if (!struct.isEmpty() && line.equals("};")) {
        sizes.put(struct, size);
        struct = "";
      } else if (!line.isEmpty()
          && !line.matches("(#ifndef|#define|#include|#endif| ?\\*|/\\*).*")) {
        throw new AssertionError(file + ": not understood: " + line);
      }
    }
  }

  private static Object value(String text) {
    return text.startsWith("\"")
        ? text.substring(1, text.length() - 1)
        : (Object) Long.decode(text);
  }
}

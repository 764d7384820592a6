package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How {@code ip_vs} is loaded, in the form of modprobe.d(5): by {@code modprobe}, and by the kernel
 * itself when the first program asks for IPVS.
 */
final class ModprobeFile {
  private static final Pattern OWN =
      Pattern.compile("options\\s+ip_vs\\s+conn_tab_bits=([0-9]{1,2})");

  /** Lines of others that decide how, or whether, the module is loaded. */
  private static final Pattern ABOUT_IPVS =
      Pattern.compile("(options|install|remove|blacklist)\\s+ip[_-]vs(\\s.*)?");

  private final Path path;
  private final List<Path> directories;
  private final OwnFile file;

  ModprobeFile(HostPaths paths) {
    this.path = paths.modprobeFile();
    this.directories = paths.modprobeDirectories();
    this.file = new OwnFile(path);
  }

  /** What the module is loaded with, as far as lvsd says so. */
  OptionalInt connTabBits() {
    for (String line : file.lines()) {
      Matcher matcher = OWN.matcher(line);
      if (matcher.matches()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  /** Writes what the module is to be loaded with; without a wish the file goes. */
  void write(HostCommand.ConfigureModule command) {
    OptionalInt bits = command.connTabBits();
    file.replace(
        command,
        bits.isPresent() ? List.of("options ip_vs conn_tab_bits=" + bits.getAsInt()) : List.of());
  }

  /**
   * What other files say about {@code ip_vs}. Of two options with one name the kernel takes the one
   * that modprobe read last, and that is the one in the file with the greater name.
   *
   * @return lines with their files, in the order in which modprobe reads them
   */
  List<String> foreignLines() {
    List<String> found = new ArrayList<>();
    for (Path other : files().values()) {
      if (!other.equals(path)) {
        for (String line : read(other)) {
          if (ABOUT_IPVS.matcher(line).matches()) {
            found.add(other + ": " + line);
          }
        }
      }
    }
    return found;
  }

  /** As modprobe reads them: by name, whatever the directory; of equal names the first counts. */
  private Map<String, Path> files() {
    Map<String, Path> byName = new TreeMap<>();
    for (Path directory : directories) {
      for (Path each : list(directory)) {
        byName.putIfAbsent(String.valueOf(each.getFileName()), each);
      }
    }
    return byName;
  }

  /** A directory that cannot be listed has nothing to say to modprobe either. */
  private static List<Path> list(Path directory) {
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(each -> each.toString().endsWith(".conf")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> read(Path file) {
    try {
      return OwnFile.content(Files.readString(file, ISO_8859_1));
    } catch (IOException e) {
      return List.of();
    }
  }
}

package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: root and the group {@value #CHANGERS} change, the group {@value #READERS} reads.
 * The groups are looked up at every question, so that one that is made later counts.
 */
public final class Access {
  /** Who is in it may change everything. */
  public static final String CHANGERS = "lvsd-admin";

  /** Who is in it may read everything. */
  public static final String READERS = "lvsd";

  private static final long LONGEST_GROUP_FILE = 4 << 20;

  private final Path groupFile;

  /**
   * Rules.
   *
   * @param groupFile as group(5)
   */
  public Access(Path groupFile) {
    this.groupFile = groupFile;
  }

  /**
   * What somebody may do.
   *
   * @param peer who asks
   * @return the most that user and groups allow
   */
  public Role of(Peer peer) {
    if (peer.uid() == 0) {
      return Role.CHANGE;
    }
    Map<String, Integer> groups = groups();
    if (isIn(peer, groups.get(CHANGERS))) {
      return Role.CHANGE;
    }
    return isIn(peer, groups.get(READERS)) ? Role.READ : Role.NONE;
  }

  private static boolean isIn(Peer peer, @Nullable Integer group) {
    return group != null && peer.gids().contains(group);
  }

  /** Our two groups, as far as they are there. Without the file only root may anything. */
  private Map<String, Integer> groups() {
    Map<String, Integer> groups = new HashMap<>();
    try {
      if (Files.size(groupFile) > LONGEST_GROUP_FILE) {
        return groups;
      }
      for (String line : Files.readAllLines(groupFile, ISO_8859_1)) {
        String[] fields = line.split(":", -1);
        if (fields.length >= 3 && (fields[0].equals(CHANGERS) || fields[0].equals(READERS))) {
          groups.put(fields[0], Integer.parseUnsignedInt(fields[2]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Map.of();
    }
    return groups;
  }
}

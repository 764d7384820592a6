package dev.lvsd.state;

import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The text of a file that names the managed services of a cluster, one in a line.
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

  private OwnershipFile() {}

  static byte[] write(Collection<ServiceKey> keys) {
    List<String> lines = new TreeSet<>(keys).stream().map(ServiceKey::toString).toList();
    return SealedText.write(HEADER, lines);
  }

  static Set<ServiceKey> read(byte[] content) throws DamagedException {
    Set<ServiceKey> keys = new TreeSet<>();
    for (String line : SealedText.read(HEADER, content)) {
      try {
        keys.add(ServiceKeys.parse(line));
      } catch (IllegalArgumentException e) {
        throw new DamagedException("has a line that is not a service: " + e.getMessage());
      }
    }
    return keys;
  }
}

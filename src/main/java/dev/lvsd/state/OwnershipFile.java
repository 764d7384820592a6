package dev.lvsd.state;

import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.SyncDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of a file that names what is managed for a cluster, one thing in a line. A sysctl has
 * the value that it had before lvsd set it.
 *
 * <pre>
 * lvsd-owned 1
 * tcp 10.0.0.1:80
 * fwmark 7 ipv6
 * address 10.0.0.1/32 on eth0
 * sysctl net.ipv4.vs.sync_threshold 3 50
 * conn_tab_bits
 * sync-daemon master
 * crc32c 1a2b3c4d
 * </pre>
 */
final class OwnershipFile {
  private static final String HEADER = "lvsd-owned 1";
  private static final String CONN_TAB_BITS = "conn_tab_bits";

  private OwnershipFile() {}

  static byte[] write(Managed managed) {
    List<String> lines = new ArrayList<>();
    managed.services().forEach(service -> lines.add(service.toString()));
    managed.addresses().forEach(address -> lines.add("address " + address));
    managed.sysctls().forEach((name, before) -> lines.add("sysctl " + name + " " + before));
    if (managed.connTabBits()) {
      lines.add(CONN_TAB_BITS);
    }
    managed.syncDaemons().forEach(role -> lines.add("sync-daemon " + role.text()));
    return SealedText.write(HEADER, lines);
  }

  static Managed read(byte[] content) throws DamagedException {
    Reading reading = new Reading();
    for (String line : SealedText.read(HEADER, content)) {
      try {
        reading.line(line);
      } catch (IllegalArgumentException e) {
        throw new DamagedException("has a line that means nothing: " + e.getMessage());
      }
    }
    return reading.managed();
  }

  private static final class Reading {
    private final Set<ServiceKey> services = new TreeSet<>();
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final Map<String, String> sysctls = new TreeMap<>();
    private final Set<SyncDaemon.Role> syncDaemons = new TreeSet<>();
    private boolean connTabBits;

    void line(String line) {
      int blank = line.indexOf(' ');
      String kind = blank < 0 ? line : line.substring(0, blank);
      String rest = line.substring(blank + 1);
      switch (kind) {
        case "address" -> addresses.add(InterfaceAddress.parse(rest));
        case "sysctl" -> sysctl(rest);
        case CONN_TAB_BITS -> connTabBits = true;
        case "sync-daemon" ->
            syncDaemons.add(SyncDaemon.Role.valueOf(rest.toUpperCase(Locale.ROOT)));
        default -> services.add(ServiceKeys.parse(line));
      }
    }

    private void sysctl(String text) {
      int blank = text.indexOf(' ');
      if (blank < 1) {
        throw new IllegalArgumentException("sysctl '" + text + "' has no value");
      }
      sysctls.put(text.substring(0, blank), text.substring(blank + 1));
    }

    Managed managed() {
      return new Managed(services, Set.copyOf(addresses), sysctls, connTabBits, syncDaemons);
    }
  }
}

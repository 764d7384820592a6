package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

/**
 * A setting below {@code net.ipv4.conf}. The kernel uses the greater of that of {@code all} and
 * that of the interface that is concerned.
 *
 * @param device {@code all} or an interface
 * @param name which setting
 */
record Sysctl(String device, Name name) implements Comparable<Sysctl> {
  static final String ALL = "all";
  static final String LO = "lo";

  Sysctl {
    requireNonNull(name, "name");
    if (!device.matches("[^\\s/]{1,15}")) {
      throw new IllegalArgumentException("not an interface: '" + device + "'");
    }
  }

  /** Which settings matter to a real server; their names are those of the kernel. */
  enum Name {
    ARP_IGNORE,
    ARP_ANNOUNCE,
    RP_FILTER;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Name parse(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
  }

  String path() {
    return "/proc/sys/net/ipv4/conf/" + device + "/" + name.text();
  }

  /** As sysctl.d wants it: with slashes where the interface has a dot in its name. */
  String key() {
    return device.indexOf('.') >= 0
        ? "net/ipv4/conf/" + device + "/" + name.text()
        : "net.ipv4.conf." + device + "." + name.text();
  }

  @Override
  public int compareTo(Sysctl other) {
    // "all" comes first: it alone silences every interface at once
    int byDevice = Boolean.compare(!device.equals(ALL), !other.device.equals(ALL));
    if (byDevice == 0) {
      byDevice = device.compareTo(other.device);
    }
    return byDevice != 0 ? byDevice : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return key();
  }
}

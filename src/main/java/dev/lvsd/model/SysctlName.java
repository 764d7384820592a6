package dev.lvsd.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The name of a kernel setting.
 *
 * <p>Written as {@code sysctl} takes it: with dots, or with slashes where a part of the name has
 * dots itself, as names of interfaces do. With dots, {@code /} stands for a dot inside a part. A
 * name without either is one below {@code net.ipv4.vs}. Below {@code net.ipv4.conf} and its like
 * the interface is everything between, so {@code net.ipv4.conf.eth0.100.rp_filter} needs no slash.
 *
 * <p>{@code toString()} is the form with dots, with {@code /} for dots inside a part; the same
 * setting always has the same one.
 *
 * @param parts the path below {@code /proc/sys}; no part is empty, {@code .} or {@code ..}
 */
public record SysctlName(List<String> parts) implements Comparable<SysctlName> {
  /** Where the settings of IPVS are. */
  public static final List<String> IPVS = List.of("net", "ipv4", "vs");

  private static final int LONGEST = 255;

  /** Directories below net.ipv4 and net.ipv6 that have one directory per interface. */
  private static final Set<String> PER_INTERFACE = Set.of("conf", "neigh");

  /** Refuses what could lead out of {@code /proc/sys}. */
  public SysctlName {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a kernel setting without a name");
    }
    for (String part : parts) {
      if (!isPart(part)) {
        throw new IllegalArgumentException("'" + part + "' is no part of a kernel setting's name");
      }
    }
  }

  /**
   * Reads a name.
   *
   * @param text with dots or slashes, or a name below {@code net.ipv4.vs}
   * @return the setting
   * @throws IllegalArgumentException if that can be no name
   */
  public static SysctlName parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a kernel setting's name has 1 to " + LONGEST + " characters");
    }
    int dot = text.indexOf('.');
    int slash = text.indexOf('/');
    if (dot < 0 && slash < 0) {
      return ipvs(text);
    }
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return new SysctlName(Arrays.asList(text.split("/", -1)));
    }
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      parts.add(part.replace('/', '.'));
    }
    return new SysctlName(joinInterface(parts));
  }

  /**
   * A setting of IPVS.
   *
   * @param name its name below {@code net.ipv4.vs}
   * @return the setting
   */
  public static SysctlName ipvs(String name) {
    List<String> parts = new ArrayList<>(IPVS);
    parts.add(name);
    return new SysctlName(parts);
  }

  /**
   * Whether it is a setting of IPVS.
   *
   * @return true below {@code net.ipv4.vs}
   */
  public boolean isIpvs() {
    return parts.size() == IPVS.size() + 1 && parts.subList(0, IPVS.size()).equals(IPVS);
  }

  /**
   * The last part.
   *
   * @return for example {@code expire_nodest_conn}
   */
  public String leaf() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public int compareTo(SysctlName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return parts.stream().map(part -> part.replace('.', '/')).collect(Collectors.joining("."));
  }

  /** net ipv4 conf eth0 100 rp_filter: the parts between conf and the last are one interface. */
  private static List<String> joinInterface(List<String> parts) {
    boolean perInterface =
        parts.size() > 5
            && parts.get(0).equals("net")
            && (parts.get(1).equals("ipv4") || parts.get(1).equals("ipv6"))
            && PER_INTERFACE.contains(parts.get(2));
    if (!perInterface) {
      return parts;
    }
    int last = parts.size() - 1;
    List<String> joined = new ArrayList<>(parts.subList(0, 3));
    joined.add(String.join(".", parts.subList(3, last)));
    joined.add(parts.get(last));
    return joined;
  }

  private static boolean isPart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.chars().allMatch(c -> c > ' ' && c < 127 && c != '/');
  }
}

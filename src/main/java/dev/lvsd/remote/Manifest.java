package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lvsd remembers on a machine: who claims what there, what was there before lvsd came, and
 * what lvsd set. It is written before anything that it tells of is done.
 *
 * <pre>
 * lvsd-rs 1
 * claim shop 10.1.0.100 10.1.0.11 dr
 * sysctl all arp_ignore 0 1
 * address 10.1.0.100 lo added
 * fou ipv4 6080 kept
 * end
 * </pre>
 *
 * @param claims of all clusters
 * @param sysctls settings that were changed
 * @param vips true: lvsd added it; false: it was there
 * @param ports true: lvsd opened it; false: it was open
 */
record Manifest(
    Set<Claim> claims,
    Map<Sysctl, Saved> sysctls,
    Map<Place, Boolean> vips,
    Map<FouPort, Boolean> ports) {
  /** The directory of everything that lvsd keeps on a real server. */
  static final String DIRECTORY = "/var/lib/lvsd-rs";

  /** Where it lies. */
  static final String PATH = DIRECTORY + "/manifest";

  static final Manifest EMPTY =
      new Manifest(new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  private static final String HEADER = "lvsd-rs 1";
  private static final String END = "end";
  private static final String ADDED = "added";
  private static final String KEPT = "kept";

  Manifest {
    claims = Collections.unmodifiableSortedSet(new TreeSet<>(claims));
    sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
    vips = Collections.unmodifiableMap(new TreeMap<>(vips));
    ports = Collections.unmodifiableMap(new TreeMap<>(ports));
  }

  /**
   * A setting that lvsd changed.
   *
   * @param before what it was
   * @param set what it became
   */
  record Saved(int before, int set) {}

  boolean isEmpty() {
    return equals(EMPTY);
  }

  /** The same with other claims. */
  Manifest claimedBy(Collection<Claim> others) {
    return new Manifest(new TreeSet<>(others), sysctls, vips, ports);
  }

  String write() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    claims.forEach(claim -> text.append("claim ").append(claim).append('\n'));
    sysctls.forEach(
        (sysctl, saved) ->
            text.append(
                "sysctl %s %s %d %d\n"
                    .formatted(
                        sysctl.device(), sysctl.name().text(), saved.before(), saved.set())));
    vips.forEach(
        (vip, added) ->
            text.append("address ").append(vip.words()).append(' ').append(word(added)));
    ports.forEach(
        (port, added) ->
            text.append("fou ")
                .append(port.family().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(port.port())
                .append(' ')
                .append(word(added)));
    return text.append(END).append('\n').toString();
  }

  private static String word(boolean added) {
    return (added ? ADDED : KEPT) + "\n";
  }

  /**
   * Reads a manifest.
   *
   * @param text of any machine, so anything
   * @throws IllegalArgumentException if it is damaged or of another version, with the reason
   */
  static Manifest read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IllegalArgumentException(
          "it was written by another version of lvsd, or is damaged");
    }
    if (!lines.get(lines.size() - 1).equals(END)) {
      throw new IllegalArgumentException("its end is missing");
    }
    Set<Claim> claims = new TreeSet<>();
    Map<Sysctl, Saved> sysctls = new TreeMap<>();
    Map<Place, Boolean> vips = new TreeMap<>();
    Map<FouPort, Boolean> ports = new TreeMap<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("claim")) {
        claims.add(Claim.parse(line.substring("claim ".length())));
      } else if (words[0].equals("sysctl") && words.length == 5) {
        sysctls.put(
            new Sysctl(words[1], Sysctl.Name.parse(words[2])),
            new Saved(Integer.parseInt(words[3]), Integer.parseInt(words[4])));
      } else if (words[0].equals("address") && words.length == 4) {
        vips.put(new Place(Addresses.parse(words[1]), words[2]), words[3].equals(ADDED));
      } else if (words[0].equals("fou") && words.length == 4) {
        AddressFamily family = AddressFamily.valueOf(words[1].toUpperCase(Locale.ROOT));
        ports.put(new FouPort(family, Integer.parseInt(words[2])), words[3].equals(ADDED));
      } else {
        throw new IllegalArgumentException(
            "it has a line that means nothing: " + Words.shorten(line));
      }
    }
    return new Manifest(claims, sysctls, vips, ports);
  }
}

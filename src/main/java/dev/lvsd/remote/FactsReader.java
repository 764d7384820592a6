package dev.lvsd.remote;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what {@code gather.sh} printed: parts, each of them what one program printed. Lines of
 * ip(8) are taken from iproute2 and from busybox alike. What it does not know it passes over, since
 * machines differ; but without the last line the answer is not whole, and is refused.
 */
final class FactsReader {
  /** The first line. */
  static final String HEADER = "lvsd-facts 1";

  private static final int LISTENERS = 8192;

  private final Map<String, String> words = new HashMap<>();
  private final Set<String> uses = new HashSet<>();
  private final Map<Sysctl, Integer> settings = new TreeMap<>();
  private final List<HostFacts.Link> links = new ArrayList<>();
  private final List<HostFacts.Address> addresses = new ArrayList<>();
  private final List<HostFacts.Route> routes = new ArrayList<>();
  private final Set<FouPort> ports = new HashSet<>();
  private final Set<InetAddress> proxies = new HashSet<>();
  private final List<HostFacts.Listener> listeners = new ArrayList<>();
  private final Map<String, StringBuilder> files = new HashMap<>();
  private String part = "";

  private FactsReader() {}

  /**
   * Reads an answer.
   *
   * @param answer of any machine, so anything
   * @throws LvsdException if it is not whole
   */
  static HostFacts read(String answer) {
    List<String> lines = answer.lines().toList();
    int from = lines.indexOf(HEADER);
    int to = lines.lastIndexOf("lvsd end");
    if (from < 0 || to < from) {
      throw new LvsdException(
          Blame.REMOTE,
          "look at the machine: its answer is not whole: "
              + (lines.isEmpty() ? "nothing" : Words.shorten(lines.get(lines.size() - 1)))
              + "; the login shell of the user must run 'sh' and print nothing of its own");
    }
    FactsReader reader = new FactsReader();
    lines.subList(from + 1, to).forEach(reader::line);
    return reader.facts();
  }

  private HostFacts facts() {
    Map<String, String> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.toString()));
    Optional<String> manifest = Optional.ofNullable(contents.remove(Manifest.PATH));
    return new HostFacts(
        "0".equals(words.get("uid")),
        "iproute2".equals(words.get("ip")),
        boot(words.getOrDefault("boot", "")),
        uses.contains("networkd"),
        uses.contains("NetworkManager"),
        settings,
        links,
        addresses,
        routes,
        ports,
        proxies,
        listeners,
        contents,
        manifest);
  }

  private static HostFacts.Boot boot(String word) {
    return switch (word) {
      case "systemd" -> HostFacts.Boot.SYSTEMD;
      case "ifupdown" -> HostFacts.Boot.IFUPDOWN;
      case "openrc" -> HostFacts.Boot.OPENRC;
      default -> HostFacts.Boot.NONE;
    };
  }

  private void line(String line) {
    if (line.startsWith("lvsd ") && !part.equals("files")) {
      word(line.substring("lvsd ".length()));
      return;
    }
    try {
      switch (part) {
        case "conf" -> conf(line);
        case "link" -> link(line);
        case "addr" -> address(line);
        case "route4" -> route(line, false);
        case "route6" -> route(line, true);
        case "proxy" -> proxies.add(Addresses.parse(line.split(" ", 2)[0]));
        case "fou" -> fou(List.of(line.split(" ", -1)));
        case "tcp", "udp" -> listener(line);
        case "files" -> file(line);
        default -> {
          // a line of some other program
        }
      }
    } catch (IllegalArgumentException e) {
      // one line that cannot be understood must not hide all the others
    }
  }

  private void word(String text) {
    String[] halves = text.split(" ", 2);
    if (halves.length == 2) {
      switch (halves[0]) {
        case "part" -> part = halves[1];
        case "uses" -> uses.add(halves[1]);
        default -> words.put(halves[0], halves[1]);
      }
    }
  }

  /** {@code /etc/sysctl.d/90-lvsd-rs.conf:text}; no path of ours has a colon. */
  private void file(String line) {
    int colon = line.indexOf(':');
    if (colon > 0 && line.charAt(0) == '/') {
      files
          .computeIfAbsent(line.substring(0, colon), path -> new StringBuilder())
          .append(line, colon + 1, line.length())
          .append('\n');
    }
  }

  /** {@code ./eth0/arp_ignore:0}. */
  private void conf(String text) {
    String[] parts = text.split("/", -1);
    int colon = text.lastIndexOf(':');
    if (parts.length == 3 && colon > text.lastIndexOf('/')) {
      String name = parts[2].substring(0, parts[2].lastIndexOf(':'));
      settings.put(
          new Sysctl(parts[1], Sysctl.Name.parse(name)),
          Integer.parseInt(text.substring(colon + 1)));
    }
  }

  /** {@code 4: t4@NONE: <NOARP,UP> mtu 1480 … link/ipip 10.1.0.11 brd 0.0.0.0}. */
  private void link(String text) {
    List<String> parts = List.of(text.replace('\\', ' ').trim().split("\\s+", -1));
    if (parts.size() < 3) {
      return;
    }
    String name = parts.get(1).replaceFirst("(@.*)?:$", "");
    String flags = parts.get(2).replaceAll("[<>]", "");
    int mtu = after(parts, "mtu").map(Integer::parseInt).orElse(0);
    String type = "";
    Optional<InetAddress> local = Optional.empty();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).startsWith("link/")) {
        type = parts.get(i).substring("link/".length());
        local = i + 1 < parts.size() ? literal(parts.get(i + 1)) : Optional.empty();
      }
    }
    links.add(new HostFacts.Link(name, Set.of(flags.split(",+", -1)), mtu, type, local));
  }

  /** {@code 1: lo inet 10.1.0.100/32 scope global lo\ valid_lft …}. */
  private void address(String text) {
    List<String> parts = List.of(text.trim().split("\\s+", -1));
    Optional<String> cidr = after(parts, "inet").or(() -> after(parts, "inet6"));
    if (parts.size() < 4 || cidr.isEmpty()) {
      return;
    }
    String[] halves = cidr.get().split("/", 2);
    InetAddress address = Addresses.parse(halves[0]);
    int longest = AddressFamily.of(address).addressBits();
    int length = halves.length == 1 ? longest : Integer.parseInt(halves[1]);
    String device = parts.get(1).replaceFirst("(@.*)?:?$", "");
    addresses.add(new HostFacts.Address(device, address, length));
  }

  /** {@code default via 10.1.0.1 dev eth0 advmss 1400}. */
  private void route(String text, boolean ipv6) {
    List<String> parts = List.of(text.trim().split("\\s+", -1));
    if (!parts.get(0).equals("default") || after(parts, "dev").isEmpty()) {
      return;
    }
    OptionalInt segment =
        after(parts, "advmss")
            .map(Integer::parseInt)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
    routes.add(
        new HostFacts.Route(
            after(parts, "via").flatMap(FactsReader::literal),
            after(parts, "dev").get(),
            segment,
            ipv6));
  }

  /** {@code port 6080 gue -6}. */
  private void fou(List<String> parts) {
    Optional<String> port = after(parts, "port");
    if (port.isPresent() && parts.contains("gue")) {
      boolean ipv6 = parts.contains("-6");
      ports.add(
          new FouPort(
              ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4, Integer.parseInt(port.get())));
    }
  }

  /**
   * {@code /proc/net/tcp: 0: 0100007F:0016 00000000:0000 0A …}: words of the address in the byte
   * order of the machine.
   */
  private void listener(String line) {
    List<String> parts = List.of(line.trim().split("\\s+", -1));
    if (parts.size() < 4 || listeners.size() >= LISTENERS) {
      return;
    }
    String text = parts.get(2);
    int colon = text.indexOf(':');
    if (colon < 0) {
      return;
    }
    byte[] address = HexFormat.of().parseHex(text.substring(0, colon));
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    boolean any = true;
    for (int i = 0; i + 3 < address.length; i += 4) {
      any &= (address[i] | address[i + 1] | address[i + 2] | address[i + 3]) == 0;
      swap(address, i, i + 3);
      swap(address, i + 1, i + 2);
    }
    try {
      Optional<InetAddress> bound =
          any ? Optional.empty() : Optional.of(InetAddress.getByAddress(address));
      listeners.add(new HostFacts.Listener(part.equals("tcp"), bound, port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
    }
  }

  private static void swap(byte[] bytes, int one, int other) {
    byte kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(Addresses.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a MAC, for example
    }
  }

  private static Optional<String> after(List<String> parts, String word) {
    int at = parts.indexOf(word);
    return at >= 0 && at + 1 < parts.size() ? Optional.of(parts.get(at + 1)) : Optional.empty();
  }
}

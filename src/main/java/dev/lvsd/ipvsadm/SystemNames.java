package dev.lvsd.ipvsadm;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /etc/services}, {@code /etc/hosts}, and after that whatever the platform asks.
 *
 * <p>Files are read when the first name is asked for, and once. Where a name server gives an
 * address a name that does not lead back to it, the platform distrusts the name and ipvsadm does
 * not.
 */
public final class SystemNames implements Names {
  private final Path hostsFile;
  private final Path servicesFile;

  private @Nullable List<Host> hosts;
  private final Map<String, String> serviceByPort = new HashMap<>();
  private final Map<String, Integer> portByService = new HashMap<>();
  private boolean servicesRead;

  /** The files of this machine. */
  public SystemNames() {
    this(Path.of("/etc/hosts"), Path.of("/etc/services"));
  }

  /**
   * Other files; addresses that are not in them are still asked for.
   *
   * @param hosts as hosts(5)
   * @param services as services(5)
   */
  SystemNames(Path hosts, Path services) {
    hostsFile = hosts;
    servicesFile = services;
  }

  @Override
  public @Nullable InetAddress addressOf(String host) {
    if (host.isEmpty() || isNumeric(host)) {
      return null; // the platform would take the loopback address, or 09.1.1.1 for 9.1.1.1
    }
    for (Host entry : hosts()) {
      InetAddress address = entry.asIpv4();
      if (address != null && entry.isCalled(host)) {
        return address;
      }
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address instanceof Inet4Address) {
          return address;
        }
      }
    } catch (UnknownHostException e) {
      return null;
    }
    return null;
  }

  @Override
  public @Nullable String hostOf(InetAddress address) {
    for (Host entry : hosts()) {
      InetAddress candidate = Inet.isIpv6(address) ? entry.address() : entry.asIpv4();
      if (address.equals(candidate)) {
        return entry.names().get(0);
      }
    }
    String name = address.getCanonicalHostName();
    return name.equals(address.getHostAddress()) ? null : name;
  }

  @Override
  public int portOf(String service, String protocol) {
    readServices();
    return portByService.getOrDefault(service + "/" + protocol, -1);
  }

  @Override
  public @Nullable String serviceOf(int port, String protocol) {
    readServices();
    return serviceByPort.get(port + "/" + protocol);
  }

  /** Digits and dots, but for a dot at the end: never the name of a host. */
  private static boolean isNumeric(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (!Inet.isDigit(host.charAt(i)) && host.charAt(i) != '.') {
        return false;
      }
    }
    return Inet.isDigit(host.charAt(0)) && !host.endsWith(".");
  }

  private List<Host> hosts() {
    List<Host> known = hosts;
    if (known == null) {
      known = new ArrayList<>();
      for (List<String> words : lines(hostsFile)) {
        InetAddress address = Inet.ipv4Strict(words.get(0));
        if (address == null) {
          address = Inet.ipv6(words.get(0));
        }
        if (address != null && words.size() > 1) {
          known.add(new Host(address, words.subList(1, words.size())));
        }
      }
      hosts = known;
    }
    return known;
  }

  private void readServices() {
    if (servicesRead) {
      return;
    }
    servicesRead = true;
    for (List<String> words : lines(servicesFile)) {
      String port = words.size() > 1 ? words.get(1) : "";
      int slash = port.indexOf('/');
      int number = slash < 0 ? -1 : Inet.number(port.substring(0, slash), 0, 65535);
      if (number >= 0) {
        String protocol = port.substring(slash);
        serviceByPort.putIfAbsent(number + protocol, words.get(0));
        for (int i = 0; i < words.size(); i++) {
          if (i != 1) {
            portByService.putIfAbsent(words.get(i) + protocol, number);
          }
        }
      }
    }
  }

  /** The words of each line that has any; {@code #} begins a comment. */
  private static List<List<String>> lines(Path file) {
    List<List<String>> lines = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int comment = line.indexOf('#');
        StringTokenizer tokens =
            new StringTokenizer(comment < 0 ? line : line.substring(0, comment), " \t\r\f\u000b");
        List<String> words = new ArrayList<>();
        while (tokens.hasMoreTokens()) {
          words.add(tokens.nextToken());
        }
        if (!words.isEmpty()) {
          lines.add(words);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of(); // a machine without the file knows no names; the C library says so too
    } catch (IOException e) {
      return lines; // what could be read; the C library does not tell either
    }
    return lines;
  }

  /**
   * A line of the hosts file.
   *
   * @param address at its beginning
   * @param names the canonical one first
   */
  private record Host(InetAddress address, List<String> names) {
    /** The IPv4 address of the line; the IPv6 loopback counts as 127.0.0.1. */
    @Nullable InetAddress asIpv4() {
      if (!Inet.isIpv6(address)) {
        return address;
      }
      boolean high = Inet.word(address, 0) == 0 && Inet.word(address, 1) == 0;
      if (high && Inet.word(address, 2) == 0xffff) {
        return Inet.ipv4(Inet.word(address, 3));
      }
      boolean loopback = high && Inet.word(address, 2) == 0 && Inet.word(address, 3) == 1;
      return loopback ? Inet.ipv4(0x7f00_0001) : null;
    }

    boolean isCalled(String host) {
      for (String name : names) {
        if (name.equalsIgnoreCase(host)) {
          return true;
        }
      }
      return false;
    }
  }
}

package dev.lvsd.cli;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Picks services by what is typed on a command line: any number of {@code tcp}, {@code 10.0.0.1},
 * {@code tcp 10.0.0.1:80}, {@code fwmark 7}. A service is picked if one of them fits; without any,
 * all are.
 *
 * @param alternatives what fits; empty picks all
 */
record ServiceFilter(List<Predicate<ServiceKey>> alternatives) {
  static final String HELP =
      "Only these: tcp, 203.0.113.10, tcp 203.0.113.10:80, udp [2001:db8::1]:53, fwmark 7, or"
          + " several of them.";

  /** Reads the words of a command line; a service may be one word or several. */
  static ServiceFilter parse(List<String> arguments) {
    Deque<String> words = new ArrayDeque<>();
    for (String argument : arguments) {
      words.addAll(List.of(argument.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)));
    }
    List<Predicate<ServiceKey>> alternatives = new ArrayList<>();
    while (!words.isEmpty()) {
      alternatives.add(next(words));
    }
    return new ServiceFilter(alternatives);
  }

  boolean accepts(ServiceKey key) {
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(alternative -> alternative.test(key));
  }

  private static Predicate<ServiceKey> next(Deque<String> words) {
    String word = words.remove();
    if (word.equals("fwmark")) {
      return fwmark(words);
    }
    Optional<Protocol> protocol = protocol(word);
    if (protocol.isEmpty()) {
      return address(EndpointFilter.parse(word));
    }
    Predicate<ServiceKey> byProtocol =
        key -> key instanceof AddressKey a && a.protocol() == protocol.get();
    String following = words.peek();
    if (following == null || following.equals("fwmark") || protocol(following).isPresent()) {
      return byProtocol;
    }
    return byProtocol.and(address(EndpointFilter.parse(words.remove())));
  }

  private static Predicate<ServiceKey> address(EndpointFilter filter) {
    return key -> key instanceof AddressKey a && filter.accepts(a.address(), a.port());
  }

  private static Predicate<ServiceKey> fwmark(Deque<String> words) {
    String following = words.peek();
    if (following == null || !following.chars().allMatch(Character::isDigit)) {
      return key -> key instanceof FwmarkKey;
    }
    String mark = words.remove();
    boolean ipv6Only = "ipv6".equals(words.peek());
    if (ipv6Only) {
      words.remove();
    }
    return key ->
        key instanceof FwmarkKey f
            && Long.toString(f.mark()).equals(mark)
            && (!ipv6Only || f.family() == AddressFamily.IPV6);
  }

  private static Optional<Protocol> protocol(String word) {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.text().equals(word)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}

package dev.lvsd.probe;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A director with one interface, and machines that answer as a test laid down. */
final class FakeWire implements Wire {
  static final MacAddress OWN = new MacAddress(1);

  final List<Nic> nics =
      new ArrayList<>(
          List.of(
              new Nic("lo", Optional.empty(), List.of(at("127.0.0.1/8 on lo"))),
              new Nic(
                  "eth0",
                  Optional.of(OWN),
                  List.of(
                      at("10.1.0.1/24 on eth0"),
                      at("10.1.0.100/32 on eth0"),
                      at("fd01::100/128 on eth0"),
                      at("fd01::1/64 on eth0"),
                      at("fe80::1/64 on eth0")))));
  final Map<InetAddress, List<Way.Frame>> neighbours = new HashMap<>();
  final Map<InetAddress, Set<MacAddress>> owners = new HashMap<>();
  final Map<String, Reply> replies = new HashMap<>();
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  static InterfaceAddress at(String text) {
    return InterfaceAddress.parse(text);
  }

  @Override
  public List<Nic> nics() {
    return nics;
  }

  @Override
  public Map<InetAddress, List<Way.Frame>> neighbours() {
    return neighbours;
  }

  /** As a kernel that prefers the longest prefix: an IPv6 VIP. */
  @Override
  public Optional<InetAddress> sourceTowards(InetAddress destination) {
    return Optional.of(
        Addresses.parse(destination.getAddress().length == 4 ? "10.1.0.1" : "fd01::100"));
  }

  @Override
  public Map<InetAddress, Set<MacAddress>> owners(
      String interfaceName, InetAddress asker, Collection<InetAddress> addresses, Duration limit) {
    addresses.forEach(
        address ->
            asked.add(
                "who has %s on %s tell %s"
                    .formatted(Addresses.text(address), interfaceName, Addresses.text(asker))));
    return owners;
  }

  @Override
  public Reply connect(InetAddress source, InetSocketAddress server, Duration limit) {
    String question = "connect " + text(source, server);
    asked.add(question);
    return replies.getOrDefault(question, Reply.ACCEPTED);
  }

  @Override
  public Reply handshake(Way way, InetAddress source, InetSocketAddress vip, Duration limit) {
    String question = "handshake " + text(source, vip) + " by " + way.getClass().getSimpleName();
    asked.add(question);
    return replies.getOrDefault(question, Reply.ACCEPTED);
  }

  private static String text(InetAddress source, InetSocketAddress to) {
    return Addresses.text(source) + " to " + Addresses.withPort(to.getAddress(), to.getPort());
  }

  @Override
  public void close() {
    // nothing is open
  }
}

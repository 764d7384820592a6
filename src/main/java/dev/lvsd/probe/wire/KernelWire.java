package dev.lvsd.probe.wire;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Interfaces;
import dev.lvsd.host.Link;
import dev.lvsd.host.Neighbour;
import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.MacAddress;
import dev.lvsd.probe.Nic;
import dev.lvsd.probe.Reply;
import dev.lvsd.probe.Way;
import dev.lvsd.probe.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wire of this machine, in the network namespace of the threads that ask. */
public final class KernelWire implements Wire {
  /** Any port does: nothing is sent. */
  private static final int DISCARD = 9;

  private final Interfaces interfaces;
  private final Map<String, Link> links;

  private KernelWire(Interfaces interfaces) {
    this.interfaces = interfaces;
    this.links = new LinkedHashMap<>();
    interfaces.links().forEach(link -> links.put(link.name(), link));
  }

  /**
   * Opens it.
   *
   * @return to be closed by the caller
   * @throws LinuxException without CAP_NET_RAW; says what to try
   */
  public static KernelWire open() {
    PacketSocket.open(PacketSocket.Kind.PACKET, PacketSocket.ANY_INTERFACE, 0).close();
    return new KernelWire(Interfaces.open());
  }

  @Override
  public List<Nic> nics() {
    List<InterfaceAddress> addresses = interfaces.look().addresses();
    List<Nic> nics = new ArrayList<>();
    for (Link link : links.values()) {
      Optional<MacAddress> mac = link.mac().filter(m -> link.isUp() && link.hasNeighbours());
      nics.add(
          new Nic(
              link.name(),
              mac,
              addresses.stream()
                  .filter(address -> address.interfaceName().equals(link.name()))
                  .toList()));
    }
    return nics;
  }

  @Override
  public Map<InetAddress, List<Way.Frame>> neighbours() {
    Map<Integer, String> names = new HashMap<>();
    links.values().forEach(link -> names.put(link.index(), link.name()));
    Map<InetAddress, List<Way.Frame>> neighbours = new HashMap<>();
    for (Neighbour each : interfaces.neighbours()) {
      Optional.ofNullable(names.get(each.index()))
          .ifPresent(
              name ->
                  neighbours
                      .computeIfAbsent(each.address(), a -> new ArrayList<>())
                      .add(new Way.Frame(name, each.mac())));
    }
    return neighbours;
  }

  @Override
  public Optional<InetAddress> sourceTowards(InetAddress destination) {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(destination, DISCARD));
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      return Optional.of(local.getAddress());
    } catch (IOException e) {
      return Optional.empty(); // no route
    }
  }

  @Override
  public Map<InetAddress, Set<MacAddress>> owners(
      String interfaceName, InetAddress asker, Collection<InetAddress> asked, Duration limit) {
    Link link = link(interfaceName);
    return new OwnerQuestion(link.index(), link.mac().orElse(MacAddress.UNKNOWN), asker)
        .ask(asked, limit);
  }

  @Override
  public Reply connect(InetAddress source, InetSocketAddress server, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(server, Math.toIntExact(limit.toMillis()));
      return Reply.ACCEPTED;
    } catch (SocketTimeoutException e) {
      return Reply.SILENT;
    } catch (ConnectException e) {
      String said = String.valueOf(e.getMessage());
      return said.contains("refused") ? Reply.REFUSED : Reply.silent(said);
    } catch (IOException e) {
      return Reply.silent(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Reply handshake(Way way, InetAddress source, InetSocketAddress vip, Duration limit) {
    try {
      return Handshake.make(
          syn ->
              way instanceof Way.Frame frame
                  ? Carrier.frames(link(frame.interfaceName()).index(), frame, syn.isIpv4())
                  : Carrier.tunnel((Way.Encapsulated) way, syn.encode()),
          new InetSocketAddress(source, 0),
          vip,
          limit);
    } catch (LinuxException | IOException e) {
      return Reply.silent(String.valueOf(e.getMessage()));
    }
  }

  private Link link(String name) {
    Link link = links.get(name);
    if (link == null) {
      throw new LvsdException(Blame.HOST, "probe: there is no interface " + name + " any more");
    }
    return link;
  }

  @Override
  public void close() {
    interfaces.close();
  }
}

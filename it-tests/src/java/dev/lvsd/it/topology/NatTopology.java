package dev.lvsd.it.topology;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A director between a client and its real servers, which reach the client through it, as
 * forwarding by nat wants it.
 *
 * <pre>
 *   client                     director                          server 1, 2, …
 *   eth0 10.1.0.2/24 ───────── front 10.1.0.1/24
 *        fd01::2/64                  fd01::1/64
 *                                    VIP 10.1.0.100, fd01::100
 *                              back  10.2.0.1/24 (bridge) ─┬──── eth0 10.2.0.11/24, fd02::11/64
 *                                    fd02::1/64            ├──── eth0 10.2.0.12/24, fd02::12/64
 *                                                          └──── …
 * </pre>
 *
 * <p>The default route of everyone is the director, which forwards both families.
 */
public final class NatTopology implements AutoCloseable {
  /** The address that the client asks. */
  public static final String VIP = "10.1.0.100";

  /** The IPv6 address that the client asks. */
  public static final String VIP6 = "fd01::100";

  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Namespace client;
  private final Namespace director;
  private final List<Namespace> servers = new ArrayList<>();

  private NatTopology() {
    client = make("client");
    director = make("director");
  }

  /**
   * Makes it.
   *
   * @param servers how many real servers, at most 80
   * @return to be closed by the caller
   */
  public static NatTopology create(int servers) {
    NatTopology topology = new NatTopology();
    try {
      topology.connect(servers);
      return topology;
    } catch (RuntimeException | Error e) {
      topology.close();
      throw e;
    }
  }

  private Namespace make(String role) {
    Namespace namespace = Namespace.create(role);
    made.push(namespace);
    return namespace;
  }

  private void connect(int count) {
    director.sysctl("net.ipv4.ip_forward", 1);
    director.sysctl("net.ipv6.conf.all.forwarding", 1);
    List<String> links = new ArrayList<>();
    links.add("link add front type veth peer name eth0 netns " + client.name());
    links.add("address add 10.1.0.1/24 dev front");
    links.add("address add " + VIP + "/32 dev front");
    links.add("address add fd01::1/64 dev front nodad");
    links.add("address add " + VIP6 + "/128 dev front nodad");
    links.add("link set front up");
    links.add("link add back type bridge");
    links.add("address add 10.2.0.1/24 dev back");
    links.add("address add fd02::1/64 dev back nodad");
    links.add("link set back up");
    for (int number = 1; number <= count; number++) {
      Namespace server = make("server" + number);
      servers.add(server);
      links.add("link add s" + number + " type veth peer name eth0 netns " + server.name());
      links.add("link set s" + number + " master back");
      links.add("link set s" + number + " up");
    }
    director.ip(links);
    address(client, "10.1.0.2/24", "fd01::2/64", "10.1.0.1", "fd01::1");
    for (int number = 1; number <= count; number++) {
      address(
          servers.get(number - 1),
          serverAddress(number) + "/24",
          serverAddress6(number) + "/64",
          "10.2.0.1",
          "fd02::1");
    }
  }

  private static void address(
      Namespace host, String v4, String v6, String gateway4, String gateway6) {
    host.ip(
        "address add " + v4 + " dev eth0",
        "address add " + v6 + " dev eth0 nodad",
        "link set eth0 up",
        "route add default via " + gateway4,
        "route add default via " + gateway6);
  }

  /**
   * Who asks.
   *
   * @return its namespace
   */
  public Namespace client() {
    return client;
  }

  /**
   * Where ip_vs works.
   *
   * @return its namespace
   */
  public Namespace director() {
    return director;
  }

  /**
   * Who answers.
   *
   * @param number from 1
   * @return its namespace
   */
  public Namespace server(int number) {
    return servers.get(number - 1);
  }

  /**
   * The address of a real server.
   *
   * @param number from 1
   * @return IPv4
   */
  public static String serverAddress(int number) {
    return "10.2.0." + (10 + number);
  }

  /**
   * The address of a real server.
   *
   * @param number from 1
   * @return IPv6
   */
  public static String serverAddress6(int number) {
    return "fd02::" + (10 + number);
  }

  /**
   * Starts an answering program on a real server, on one port of both families, for TCP and UDP.
   * Its name is that of its role: {@code server1}.
   *
   * @param number from 1
   * @param port on which it listens
   * @return closed with the topology
   */
  public Answerer startServer(int number, int port) {
    Answerer answerer = Answerer.start(server(number), "server" + number, port);
    made.push(answerer);
    return answerer;
  }

  /**
   * A client in the client's namespace.
   *
   * @return needs no closing
   */
  public Asker asker() {
    return new Asker(client);
  }

  /**
   * The virtual address with a port.
   *
   * @param port of the service
   * @return IPv4
   */
  public static InetSocketAddress vip(int port) {
    return new InetSocketAddress(VIP, port);
  }

  /**
   * The virtual address with a port.
   *
   * @param port of the service
   * @return IPv6
   */
  public static InetSocketAddress vip6(int port) {
    return new InetSocketAddress(VIP6, port);
  }

  @Override
  public void close() {
    Closing.all(made);
  }
}

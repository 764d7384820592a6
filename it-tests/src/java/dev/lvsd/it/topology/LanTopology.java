package dev.lvsd.it.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Client, director and real servers on one LAN, as direct routing wants it: the real servers own
 * the virtual address too, keep silent about it, and answer the client themselves.
 *
 * <pre>
 *            client                    director                      server 1, 2, …
 *            10.1.0.2/24               10.1.0.1/24                   10.1.0.11/24, 10.1.0.12/24, …
 *            fd01::2/64                fd01::1/64                    fd01::11/64, fd01::12/64, …
 *                                      VIP 10.1.0.100, fd01::100     VIP on lo, not announced
 *               eth0                      eth0                          eth0
 *                 └──────────── switch (bridge) ─┴─────────────────────────┘
 * </pre>
 *
 * <p>The addresses of client and director and the VIPs are those of {@link NatTopology}. Real
 * servers take IP-in-IP, too. In a bare one, real servers have nothing but their own addresses.
 */
public final class LanTopology implements AutoCloseable {
  private static final String VIP = NatTopology.VIP;
  private static final String VIP6 = NatTopology.VIP6;

  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Namespace lan;
  private final Namespace client;
  private final Namespace director;
  private final List<Namespace> servers = new ArrayList<>();
  private int ports;

  private LanTopology() {
    lan = make("switch");
    client = make("client");
    director = make("director");
  }

  /**
   * Makes it.
   *
   * @param servers how many real servers, at most 80
   * @return to be closed by the caller
   */
  public static LanTopology create(int servers) {
    return create(servers, true);
  }

  /**
   * Makes it with real servers that nobody prepared.
   *
   * @param servers how many real servers, at most 80
   * @return to be closed by the caller
   */
  public static LanTopology bare(int servers) {
    return create(servers, false);
  }

  private static LanTopology create(int servers, boolean prepared) {
    LanTopology topology = new LanTopology();
    try {
      topology.connect(servers, prepared);
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

  private void connect(int count, boolean prepared) {
    for (int number = 1; number <= count; number++) {
      servers.add(make("server" + number));
    }
    List<Namespace> hosts = new ArrayList<>(List.of(client, director));
    hosts.addAll(servers);
    List<String> links = new ArrayList<>(List.of("link add lan type bridge", "link set lan up"));
    hosts.forEach(host -> links.addAll(port(host)));
    lan.ip(links);
    client.ip(up("10.1.0.2", "fd01::2"));
    List<String> onDirector = new ArrayList<>(up("10.1.0.1", "fd01::1"));
    onDirector.add("address add " + VIP + "/32 dev eth0");
    onDirector.add("address add " + VIP6 + "/128 dev eth0 nodad");
    director.ip(onDirector);
    for (int number = 1; number <= count; number++) {
      if (prepared) {
        server(servers.get(number - 1), number);
      } else {
        servers.get(number - 1).ip(up(address(number), address6(number)));
      }
    }
  }

  private List<String> port(Namespace host) {
    String port = "p" + ports++;
    return List.of(
        "link add %s type veth peer name eth0 netns %s".formatted(port, host),
        "link set " + port + " master lan",
        "link set " + port + " up");
  }

  private static void server(Namespace server, int number) {
    // both act through "all" or the interface on which the question arrives, never through lo
    server.sysctl("net.ipv4.conf.all.arp_ignore", 1);
    server.sysctl("net.ipv4.conf.all.arp_announce", 2);
    List<String> commands = new ArrayList<>(up(address(number), address6(number)));
    commands.add("address add " + VIP + "/32 dev lo");
    commands.add("address add " + VIP6 + "/128 dev lo nodad");
    commands.add("link add tunnel type ipip remote any local " + address(number));
    commands.add("link set tunnel up");
    server.ip(commands);
    // what leaves the tunnel has come in by another interface than its answer goes out
    server.sysctl("net.ipv4.conf.all.rp_filter", 0);
    server.sysctl("net.ipv4.conf.tunnel.rp_filter", 0);
  }

  private static List<String> up(String v4, String v6) {
    return List.of(
        "address add " + v4 + "/24 dev eth0",
        "address add " + v6 + "/64 dev eth0 nodad",
        "link set eth0 up");
  }

  /**
   * Connects another host to the switch.
   *
   * @param role what it is for
   * @param v4 its address in 10.1.0.0/24
   * @param v6 its address in fd01::/64
   * @return its namespace; removed with the topology
   */
  public Namespace attach(String role, String v4, String v6) {
    Namespace host = make(role);
    lan.ip(port(host));
    host.ip(up(v4, v6));
    return host;
  }

  /**
   * Where requests come from.
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
   * A real server.
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
  public static String address(int number) {
    return "10.1.0." + (10 + number);
  }

  /**
   * The address of a real server.
   *
   * @param number from 1
   * @return IPv6
   */
  public static String address6(int number) {
    return "fd01::" + (10 + number);
  }

  /**
   * Starts an answering program on a real server, on one port of both families, for TCP and UDP.
   *
   * @param number from 1
   * @param port on which it listens
   * @return closed with the topology
   */
  public Answerer startServer(int number, int port) {
    Answerer answerer = Answerer.start(servers.get(number - 1), "server" + number, port);
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

  @Override
  public void close() {
    Closing.all(made);
  }
}

package dev.lvsd.it.differential;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes scenarios: six services of both families by nat, dr and tunnel, one of them persistent; few
 * clients, so that they meet their own connections again; segments in and out of place, datagrams,
 * replies, ICMP errors of both sides; servers that change, go and come back; sysctls.
 */
public final class Scenarios {
  private static final int[] FLAGS = {
    TcpHeader.SYN,
    TcpHeader.SYN,
    TcpHeader.ACK,
    TcpHeader.ACK,
    TcpHeader.FIN | TcpHeader.ACK,
    TcpHeader.SYN | TcpHeader.ACK,
    TcpHeader.RST,
    0
  };
  private static final int LOOK_EVERY = 4;

  /** A service, and where its servers are. */
  private record Place(
      String key, String vip, int port, String servers, ForwardingMethod method, boolean udp) {
    boolean six() {
      return vip.startsWith("[");
    }

    boolean nat() {
      return method == ForwardingMethod.NAT;
    }

    /** The end of a server: by nat with a port of its own for each service. */
    String server(int number) {
      int realPort = nat() ? 8000 + port : port;
      return (six() ? "[" + servers + number + "]:" : servers + number + ":") + realPort;
    }
  }

  private static final String V4 = "192.168.7.1";
  private static final String V6 = "fd02::1";

  private static final List<Place> PLACES =
      List.of(
          new Place("tcp 10.9.9.9:80", "10.9.9.9", 80, V4, ForwardingMethod.NAT, false),
          new Place("tcp [fd09::9]:80", "[fd09::9]", 80, V6, ForwardingMethod.NAT, false),
          new Place("tcp 10.9.9.9:81", "10.9.9.9", 81, V4, ForwardingMethod.DR, false),
          new Place("udp 10.9.9.9:53", "10.9.9.9", 53, V4, ForwardingMethod.NAT, true),
          new Place("tcp 10.9.9.9:82", "10.9.9.9", 82, V4, ForwardingMethod.TUNNEL, false),
          new Place("tcp 10.9.9.9:83", "10.9.9.9", 83, V4, ForwardingMethod.NAT, false));
  private static final Place PERSISTENT = PLACES.get(5);

  private final Random random;
  private final boolean reworked;
  private final boolean persistent;
  private final List<Step> steps = new ArrayList<>();

  private Scenarios(long seed, boolean reworked) {
    random = new Random(seed);
    this.reworked = reworked;
    persistent = random.nextBoolean();
  }

  /**
   * The scenario of a seed.
   *
   * @param seed of everything that is chosen
   * @param length how many steps, beside those that make the services
   * @param reworked whether the kernel is {@link Twins#isReworked()}
   * @return always the same for the same arguments
   */
  public static Scenario of(long seed, int length, boolean reworked) {
    Scenarios made = new Scenarios(seed, reworked);
    made.services();
    for (int i = 0; i < length; i++) {
      made.anything();
      if (i % LOOK_EVERY == 0) {
        made.steps.add(new Step.Look());
      }
    }
    made.steps.add(new Step.Look());
    return new Scenario("generated " + seed, made.steps);
  }

  private void services() {
    for (Place place : PLACES) {
      String scheduler = random.nextBoolean() ? "rr" : "wlc";
      ServiceSpec spec =
          ServiceSpec.of(ServiceKeys.parse(place.key()), new SchedulerName(scheduler));
      if (place.equals(PERSISTENT) && persistent) {
        spec = spec.withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 31)));
      }
      steps.add(new Step.Change(new IpvsCommand.CreateService(spec)));
      for (int number = 1; number <= 2; number++) {
        steps.add(new Step.Change(new IpvsCommand.AddServer(spec.key(), spec(place, number, 1))));
      }
    }
  }

  private static ServerSpec spec(Place place, int number, int weight) {
    String end = place.server(number);
    int colon = end.lastIndexOf(':');
    String address = end.substring(0, colon).replace("[", "").replace("]", "");
    ServerKey key =
        new ServerKey(Addresses.parse(address), Integer.parseInt(end.substring(colon + 1)));
    return ServerSpec.of(key, place.method(), weight);
  }

  private void anything() {
    Place place = PLACES.get(random.nextInt(PLACES.size()));
    int kind = random.nextInt(20);
    if (kind < 10) {
      fromClient(place);
    } else if (kind < 14) {
      fromServer(place);
    } else if (kind < 16) {
      error(place);
    } else if (kind < 19) {
      change(place);
    } else {
      sysctl();
    }
  }

  private String client(Place place) {
    int host = 1 + random.nextInt(3);
    return (place.six() ? "[fd01::" + host + "]:" : "10.1.0." + host + ":")
        + (2000 + random.nextInt(2));
  }

  private static String vip(Place place) {
    return place.vip() + ":" + place.port();
  }

  private void send(String name, byte[] packet) {
    steps.add(new Step.Send(name, packet));
  }

  private void fromClient(Place place) {
    packet(place, client(place), vip(place));
  }

  /** By dr and tunnel, servers answer past the director. */
  private void fromServer(Place place) {
    if (place.nat()) {
      packet(place, place.server(1 + random.nextInt(2)), client(place));
    }
  }

  private void packet(Place place, String from, String to) {
    byte[] payload = new byte[random.nextInt(3) * 50];
    if (place.udp()) {
      send("udp " + from + " > " + to, Packets.udp(from, to, payload));
      return;
    }
    int flags = FLAGS[random.nextInt(FLAGS.length)];
    send("tcp " + from + " > " + to + " flags " + flags, Packets.tcp(from, to, flags, payload));
  }

  /** A client's about a reply, or a server's about a request, as they saw them. */
  private void error(Place place) {
    String client = client(place);
    String server = place.server(1 + random.nextInt(2));
    boolean ofServer = place.nat() && random.nextBoolean();
    if (ofServer && place.six() && !reworked) {
      return; // older kernels check the sum of these without the pseudo header, and drop them
    }
    byte[] quoted =
        ofServer
            ? packet(place, client, server, TcpHeader.ACK)
            : packet(place, vip(place), client, TcpHeader.ACK);
    String from = withoutPort(ofServer ? server : client) + ":0";
    String to = withoutPort(ofServer ? client : vip(place)) + ":0";
    byte[] error = Packets.icmp(from, to, place.six() ? 1 : 3, place.six() ? 4 : 3, 0, quoted);
    send("icmp error " + from + " > " + to + " about " + client, error);
  }

  private static byte[] packet(Place place, String from, String to, int flags) {
    return place.udp()
        ? Packets.udp(from, to, new byte[20])
        : Packets.tcp(from, to, flags, new byte[20]);
  }

  private static String withoutPort(String end) {
    return end.substring(0, end.lastIndexOf(':'));
  }

  private void change(Place place) {
    ServerSpec server = spec(place, 1 + random.nextInt(2), random.nextInt(3));
    if (random.nextInt(4) == 0) {
      server = server.withThresholds(1 + random.nextInt(4), 0);
    }
    var service = ServiceKeys.parse(place.key());
    IpvsCommand command =
        switch (random.nextInt(5)) {
          case 0 -> new IpvsCommand.RemoveServer(service, server.key());
          case 1, 2 -> new IpvsCommand.AddServer(service, server);
          case 3 ->
              new IpvsCommand.SetTimeouts(
                  new Timeouts(600 + random.nextInt(300), 60 + random.nextInt(60), 0));
          default -> new IpvsCommand.UpdateServer(service, server);
        };
    steps.add(new Step.Change(command));
  }

  private void sysctl() {
    steps.add(
        switch (random.nextInt(5)) {
          case 0 -> new Step.Set(Sysctl.CONN_REUSE_MODE, random.nextInt(4));
          case 1 -> new Step.Set(Sysctl.SLOPPY_TCP, random.nextInt(2));
          case 2 -> new Step.Set(Sysctl.SECURE_TCP, random.nextBoolean() ? 3 : 0);
          case 3 -> new Step.Set(Sysctl.EXPIRE_QUIESCENT_TEMPLATE, random.nextInt(2));
          // of assured templates of removed servers the kernel keeps some, as its hash has it
          default -> new Step.Set(Sysctl.EXPIRE_NODEST_CONN, persistent ? 0 : random.nextInt(2));
        });
  }
}

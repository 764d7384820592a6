package dev.lvsd.it.differential;

import dev.lvsd.dataplane.DataplaneIpvs;
import dev.lvsd.dataplane.FixedRoutes;
import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.Verdict;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.VirtualService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The kernel and the Java plane, with the same services. Each packet goes to both; what they send,
 * the connections that they list and what they count must be the same.
 *
 * <p>Not compared: identification, and with it the header checksum, of packets that a plane makes
 * itself, the flow label of its ICMPv6 errors, the UDP source port of gue; what a host does with
 * packets that are not IPVS's; the order of lists; and a second of each time left.
 */
public final class Twins implements AutoCloseable {
  private static final long STATISTICS_DEADLINE_NS = Duration.ofSeconds(8).toNanos();
  private static final long TOLERANCE_SECONDS = 2;
  private static final int REMEMBERED = 12;
  private static final int ATTEMPTS = 20;
  private static final int PAUSE_MS = 10;
  private static final int ESTIMATE_MS = 2100;
  private static final String DONE = "done";
  private static final Collector<CharSequence, ?, String> LINES =
      Collectors.joining("\n          ");

  private final KernelSide kernel = new KernelSide();
  private final Plane plane;
  private final DataplaneIpvs dataplane;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(70_000);
  private final Deque<String> last = new ArrayDeque<>();
  private final String name;
  private final boolean reworked;
  private long packets;
  private long sent;
  private long listings;

  /**
   * Makes both.
   *
   * @param name of the scenario, for the report
   */
  public Twins(String name) {
    this.name = name;
    reworked = System.getProperty("lvsd.kernel", "").startsWith("7");
    FixedRoutes routes = new FixedRoutes().local("10.9.9.9", "fd09::9", "10.2.0.1", "fd02::1");
    for (int host = 1; host < 255; host++) {
      routes.local("10.77.0." + host);
      routes.mtu("192.168.8." + host, 1400);
    }
    plane = new Plane(reworked ? Accounting.REWORKED : Accounting.CLASSIC, routes, 1, nowMs());
    dataplane = new DataplaneIpvs(plane);
  }

  /**
   * Which rules the kernel follows where kernels differ.
   *
   * @return true from 7.2 on
   */
  public boolean isReworked() {
    return reworked;
  }

  private static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }

  /** Sets a sysctl of both. */
  public void set(Sysctl sysctl, int value) {
    remember("set " + sysctl + " " + value);
    kernel.sysctl(sysctl.name().toLowerCase(Locale.ROOT), value);
    plane.set(sysctl, value);
  }

  /** Executes a command on both. */
  public void execute(IpvsCommand command) {
    remember(command.describe());
    kernel.ipvs.execute(command);
    advance();
    dataplane.execute(command);
  }

  /**
   * Executes a command on both, which both may refuse.
   *
   * @return whether they did it
   */
  public boolean tryToExecute(IpvsCommand command) {
    remember(command.describe());
    advance();
    String theirs = outcome(kernel.ipvs, command);
    String ours = outcome(dataplane, command);
    if (!ours.equals(theirs)) {
      throw different(command.describe() + "\n  kernel: " + theirs + "\n  plane:  " + ours);
    }
    return ours.equals(DONE);
  }

  private static String outcome(Ipvs ipvs, IpvsCommand command) {
    try {
      ipvs.execute(command);
      return DONE;
    } catch (IpvsException e) {
      return Errno.name(e.errno());
    }
  }

  private void advance() {
    while (plane.advance(nowMs(), 1000)) {}
  }

  private void remember(String step) {
    last.addLast(step);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
  }

  /**
   * Gives a packet to both.
   *
   * @param mark that the kernel's packet filter gives it
   * @return what both sent; empty if nothing, or what is not compared
   */
  public byte[] send(byte[] packet, int mark) {
    packets++;
    remember("packet " + HexFormat.of().formatHex(packet, 0, Math.min(60, packet.length)));
    advance();
    buffer.put(Plane.HEADROOM, packet);
    Verdict verdict =
        plane.process(buffer, Plane.HEADROOM, Plane.HEADROOM + packet.length, mark, nowMs());
    byte[] ours = {};
    if (verdict.kind() == Verdict.Kind.FORWARD || verdict.kind() == Verdict.Kind.ANSWER) {
      ours = new byte[verdict.end() - verdict.at()];
      verdict.buffer().get(verdict.at(), ours);
    }
    boolean made = verdict.kind() == Verdict.Kind.ANSWER || verdict.at() != Plane.HEADROOM;
    kernel.inject(packet);
    List<byte[]> theirs = kernel.sent(ours.length > 0);
    if (verdict.kind() == Verdict.Kind.PASS) {
      return new byte[0];
    }
    compare(ours, theirs, made);
    sent += ours.length > 0 ? 1 : 0;
    return ours;
  }

  /**
   * Gives the fragments of packets to both; the kernel sends nothing before it has all of one.
   *
   * @return how many both sent
   */
  public int sendFragments(List<byte[]> fragments) {
    packets += fragments.size();
    advance();
    List<byte[]> ours = new ArrayList<>();
    List<byte[]> theirs = new ArrayList<>();
    for (byte[] fragment : fragments) {
      remember("fragment " + HexFormat.of().formatHex(fragment, 0, Math.min(60, fragment.length)));
      buffer.put(Plane.HEADROOM, fragment);
      int end = Plane.HEADROOM + fragment.length;
      Verdict verdict = plane.process(buffer, Plane.HEADROOM, end, 0, nowMs());
      if (verdict.kind() == Verdict.Kind.FORWARD) {
        byte[] out = new byte[verdict.end() - verdict.at()];
        verdict.buffer().get(verdict.at(), out);
        ours.add(out);
      }
      kernel.inject(fragment);
    }
    while (theirs.size() < ours.size()) {
      List<byte[]> more = kernel.sent(true);
      if (more.isEmpty()) {
        break;
      }
      theirs.addAll(more);
    }
    String our = ours.stream().map(each -> text(each, false)).collect(LINES);
    String their = theirs.stream().map(each -> text(each, false)).collect(LINES);
    if (!our.equals(their)) {
      throw different("sent\n  kernel: " + their + "\n  plane:  " + our);
    }
    sent += ours.size();
    return ours.size();
  }

  private void compare(byte[] ours, List<byte[]> theirs, boolean made) {
    boolean same =
        ours.length == 0
            ? theirs.isEmpty()
            : theirs.size() == 1 && text(theirs.get(0), made).equals(text(ours, made));
    if (!same) {
      String kernels =
          theirs.stream().map(each -> text(each, made)).collect(Collectors.joining("\n          "));
      throw different("sent\n  kernel: " + kernels + "\n  plane:  " + text(ours, made));
    }
  }

  private static String text(byte[] packet, boolean made) {
    byte[] compared = packet.clone();
    if (made && compared.length >= 20 && compared[0] == 0x45) {
      compared[4] = 0;
      compared[5] = 0;
      compared[10] = 0;
      compared[11] = 0;
      if (compared[9] == 17) {
        ByteBuffer.wrap(compared).putShort(20, (short) 0).putShort(26, (short) 0);
      }
    } else if (made && compared.length >= 48 && compared[6] == 58) {
      // the kernel gives its own errors a flow label, and their checksum does not cover it
      ByteBuffer.wrap(compared).putInt(0, ByteBuffer.wrap(compared).getInt(0) & 0xfff0_0000);
    } else if (made && compared.length >= 48 && compared[6] == 17) {
      ByteBuffer.wrap(compared).putShort(40, (short) 0).putShort(46, (short) 0);
    }
    return HexFormat.of().formatHex(compared);
  }

  /** Lets both settle what they do by themselves. */
  public void pause(int ms) {
    LockSupport.parkNanos(ms * 1_000_000L);
    advance();
  }

  /** Compares the lists of connections. */
  public void compareConnections() {
    listings++;
    for (int attempt = 0; ; attempt++) {
      advance();
      List<Connection> ours = new ArrayList<>();
      dataplane.connections(ours::add);
      List<Connection> theirs = kernel.connections();
      ours.sort(ORDER);
      theirs.sort(ORDER);
      if (isSame(ours, theirs)) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw different("connections\n  kernel: " + lines(theirs) + "\n  plane:  " + lines(ours));
      }
      pause(PAUSE_MS); // what was replaced ends within some ticks of either clock
    }
  }

  private static boolean isSame(List<Connection> ours, List<Connection> theirs) {
    boolean same = ours.size() == theirs.size();
    for (int i = 0; same && i < ours.size(); i++) {
      same = isSame(ours.get(i), theirs.get(i));
    }
    return same;
  }

  private static final Comparator<Connection> ORDER =
      Comparator.comparing(Twins::line).thenComparing(Connection::expiresSeconds);

  private static String line(Connection each) {
    return each.protocol()
        + " "
        + each.client()
        + " "
        + each.virtual()
        + " "
        + each.server()
        + " "
        + each.state();
  }

  private static String lines(List<Connection> all) {
    return all.stream()
        .map(each -> line(each) + " " + each.expiresSeconds())
        .collect(Collectors.joining("\n          "));
  }

  private static boolean isSame(Connection ours, Connection theirs) {
    return line(ours).equals(line(theirs))
        && Math.abs(ours.expiresSeconds() - theirs.expiresSeconds()) <= TOLERANCE_SECONDS;
  }

  /** Compares settings and connection counts of all servers, in their order. */
  public void compareServers() {
    for (int attempt = 0; ; attempt++) {
      advance();
      String ours = servers(dataplane, false);
      String theirs = servers(kernel.ipvs, false);
      if (ours.equals(theirs)) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw different("servers\n  kernel: " + theirs + "\n  plane:  " + ours);
      }
      pause(PAUSE_MS);
    }
  }

  private static String servers(Ipvs ipvs, boolean statistics) {
    List<String> lines = new ArrayList<>();
    for (VirtualService service : ipvs.table()) {
      StringBuilder line = new StringBuilder(service.key().toString());
      if (statistics) {
        line.append(' ').append(counters(service.status().statistics()));
      }
      for (ServerStatus each : service.servers()) {
        line.append("; ").append(each.key()).append(' ').append(each.activeConnections());
        line.append('/').append(each.inactiveConnections());
        line.append('/').append(each.persistentConnections());
        if (statistics) {
          line.append(' ').append(counters(each.statistics()));
        }
      }
      lines.add(line.toString());
    }
    lines.sort(Comparator.naturalOrder());
    return String.join("\n          ", lines);
  }

  private static String counters(Statistics s) {
    return s.connections()
        + ":"
        + s.inPackets()
        + ":"
        + s.outPackets()
        + ":"
        + s.inBytes()
        + ":"
        + s.outBytes();
  }

  /** Compares all counters, as soon as the estimators of both have seen them. */
  public void compareStatistics() {
    long deadline = System.nanoTime() + STATISTICS_DEADLINE_NS;
    pause(ESTIMATE_MS);
    while (true) {
      advance();
      String ours = servers(dataplane, true);
      String theirs = servers(kernel.ipvs, true);
      if (ours.equals(theirs)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw different("counters\n  kernel: " + theirs + "\n  plane:  " + ours);
      }
      pause(10 * PAUSE_MS);
    }
  }

  private AssertionError different(String what) {
    String text = name + ", after " + packets + " packets: " + what;
    report(text);
    return new AssertionError(text + "\n  last steps:\n    " + String.join("\n    ", last));
  }

  private void report(String line) {
    String work = System.getProperty("lvsd.work");
    if (work == null) {
      return;
    }
    try {
      Files.writeString(
          Path.of(work, "differential.txt"),
          System.getProperty("lvsd.kernel") + " " + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    report(
        "%s: %d packets, %d sent on, %d lists compared".formatted(name, packets, sent, listings));
    kernel.close();
  }
}

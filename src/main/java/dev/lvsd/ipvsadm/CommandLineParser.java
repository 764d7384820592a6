package dev.lvsd.ipvsadm;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Invocation} out of one command line. Options take effect in the order in which
 * they stand; the first must be the command.
 *
 * <p>One object per command line.
 */
final class CommandLineParser {
  private static final int MAX_TIMEOUT_SECONDS = 86400 * 31;
  private static final int DEFAULT_PERSISTENCE_SECONDS = 360;
  private static final int MAX_SYNC_MESSAGE = 65535 - 20 - 8;

  /** How long a scheduler name, an interface name and scheduler flags can be; the rest is cut. */
  private static final int SCHEDULER_LENGTH = 15;

  private static final int ENGINE_LENGTH = 16;
  private static final int INTERFACE_LENGTH = 15;
  private static final int FLAGS_LENGTH = 127;

  private final String program;
  private final OptionScanner scanner;
  private final Names names;
  private final OptionSet given = new OptionSet();
  private final ServiceDraft service = new ServiceDraft();
  private final ServerDraft server = new ServerDraft();
  private final DaemonDraft daemon = new DaemonDraft();
  private Timeouts timeouts = new Timeouts(0, 0, 0);
  private String schedulerFlags = "";

  private CommandLineParser(String program, String[] argv, Names names, boolean posix) {
    this.program = program;
    this.names = names;
    this.scanner = new OptionScanner(argv, posix);
  }

  /**
   * Reads a command line.
   *
   * @param program its first word
   * @param argv the others
   * @param names of hosts and services
   * @param posix whether the first word that is no option ends the options
   * @throws Refusal if it is wrong
   */
  static Invocation parse(String program, String[] argv, Names names, boolean posix) {
    return new CommandLineParser(program, argv, names, posix).parse();
  }

  private Invocation parse() {
    Opt first = scanner.next();
    if (first == null) {
      throw Refusal.tryHelp(program);
    }
    CommandKind command;
    switch (first) {
      case HELP -> {
        return new Invocation.Help();
      }
      case VERSION -> {
        return new Invocation.Version();
      }
      case ADD_SERVICE -> command = CommandKind.ADD_SERVICE;
      case EDIT_SERVICE -> command = CommandKind.EDIT_SERVICE;
      case DELETE_SERVICE -> command = CommandKind.DELETE_SERVICE;
      case CLEAR -> command = CommandKind.FLUSH;
      case LIST, LIST_TOO -> command = CommandKind.LIST;
      case ZERO -> command = CommandKind.ZERO;
      case ADD_SERVER -> command = CommandKind.ADD_SERVER;
      case EDIT_SERVER -> command = CommandKind.EDIT_SERVER;
      case DELETE_SERVER -> command = CommandKind.DELETE_SERVER;
      case SET -> command = CommandKind.SET;
      case RESTORE -> command = CommandKind.RESTORE;
      case SAVE -> command = CommandKind.SAVE;
      case START_DAEMON -> {
        command = CommandKind.START_DAEMON;
        daemon.role = role("illegal start-daemon parameter specified");
      }
      case STOP_DAEMON -> {
        command = CommandKind.STOP_DAEMON;
        daemon.role = role("illegal start_daemon specified");
      }
      default -> throw Refusal.tryHelp(program);
    }
    for (Opt opt = scanner.next(); opt != null; opt = scanner.next()) {
      take(opt);
    }
    if (scanner.error() != null) {
      throw new Refusal(scanner.badWord() + ": " + scanner.error(), Refusal.FAILED, false);
    }
    takeWords(command);
    if (!schedulerFlags.isEmpty()) {
      service.flags = schedulerFlags();
    }
    command.check(given);
    return invocation(command);
  }

  private void take(Opt opt) {
    switch (opt) {
      case TCP_SERVICE -> takeService(Protocol.TCP);
      case UDP_SERVICE -> takeService(Protocol.UDP);
      case SCTP_SERVICE -> takeService(Protocol.SCTP);
      case FWMARK_SERVICE -> takeFwmark();
      case SCHEDULER -> {
        given.add(Option.SCHEDULER);
        service.scheduler = cut(argument(), SCHEDULER_LENGTH);
      }
      case PERSISTENT -> {
        given.add(Option.PERSISTENT);
        service.persistent = true;
        String value = scanner.argument();
        service.timeoutSeconds = value == null ? DEFAULT_PERSISTENCE_SECONDS : timeout(value, 1);
      }
      case NETMASK -> takeNetmask();
      case REAL_SERVER -> takeServer();
      case IPIP -> takeForwarding(ForwardingMethod.TUNNEL);
      case GATEWAYING -> takeForwarding(ForwardingMethod.DR);
      case MASQUERADING -> takeForwarding(ForwardingMethod.NAT);
      case WEIGHT ->
          server.weight = number(Option.WEIGHT, 0, Integer.MAX_VALUE, "illegal weight specified");
      case U_THRESHOLD ->
          server.upperThreshold =
              number(Option.U_THRESHOLD, 0, Integer.MAX_VALUE, "illegal u_threshold specified");
      case L_THRESHOLD ->
          server.lowerThreshold =
              number(Option.L_THRESHOLD, 0, Integer.MAX_VALUE, "illegal l_threshold specified");
      case CONNECTION -> given.add(Option.CONNECTION);
      case NUMERIC -> given.add(Option.NUMERIC);
      case MCAST_INTERFACE -> {
        given.add(Option.MCAST);
        daemon.multicastInterface = cut(argument(), INTERFACE_LENGTH);
      }
      case SYNCID -> daemon.syncId = number(Option.SYNCID, 0, 255, "illegal syncid specified");
      case TIMEOUT -> given.add(Option.TIMEOUT);
      case DAEMON -> given.add(Option.DAEMON);
      case STATS -> given.add(Option.STATS);
      case RATE -> given.add(Option.RATE);
      case THRESHOLDS -> given.add(Option.THRESHOLDS);
      case PERSISTENT_CONN -> given.add(Option.PERSISTENT_CONN);
      case NOSORT -> given.add(Option.NOSORT);
      case SORT -> {} // the default; kept for old scripts
      case EXACT -> given.add(Option.EXACT);
      case IPV6 -> takeIpv6();
      case OPS -> {
        given.add(Option.ONE_PACKET);
        service.onePacket = true;
      }
      case PE -> {
        given.add(Option.PERSISTENCE_ENGINE);
        service.engine = cut(argument(), ENGINE_LENGTH);
      }
      case SCHED_FLAGS -> {
        given.add(Option.SCHED_FLAGS);
        schedulerFlags = cut(argument(), FLAGS_LENGTH);
      }
      case MCAST_GROUP -> takeMulticastGroup();
      case MCAST_PORT ->
          daemon.multicastPort =
              number(Option.MCAST_PORT, 1, 65535, "illegal mcast-port specified");
      case MCAST_TTL ->
          daemon.multicastTtl = number(Option.MCAST_TTL, 1, 255, "illegal mcast-ttl specified");
      case SYNC_MAXLEN ->
          daemon.maxLength =
              number(Option.SYNC_MAXLEN, 1, MAX_SYNC_MESSAGE, "illegal sync-maxlen specified");
      case TUN_INFO -> given.add(Option.TUN_INFO);
      case TUN_TYPE -> takeTunnelType();
      case TUN_PORT ->
          server.tunnelPort = number(Option.TUN_PORT, 1, 65535, "illegal tunnel port specified");
      case TUN_NOCSUM -> given.add(Option.TUN_NOCSUM);
      case TUN_CSUM -> {
        given.add(Option.TUN_CSUM);
        server.checksum = Tunnel.Checksum.FULL;
      }
      case TUN_REMCSUM -> {
        given.add(Option.TUN_REMCSUM);
        server.checksum = Tunnel.Checksum.REMOTE;
      }
      default -> throw new Refusal("invalid option `" + scanner.badWord() + "'");
    }
  }

  private void takeService(Protocol protocol) {
    given.add(Option.SERVICE);
    service.protocol = protocol;
    HostPort parsed = HostPort.parse(argument(), protocol, names);
    if (parsed == null) {
      throw new Refusal("illegal virtual server address[:port] specified");
    }
    service.address = parsed.address();
    service.port = Math.max(parsed.port(), 0);
    if (Inet.isIpv6(parsed.address())) {
      service.netmask = 128;
    }
  }

  private void takeFwmark() {
    given.add(Option.SERVICE);
    service.protocol = Protocol.TCP; // whose service names a real server's port may have
    String text = argument();
    long mark = Inet.isWholeNumber(text) ? Inet.leadingNumber(text) : 0;
    if (mark <= 0 || mark > 0xffff_ffffL) {
      throw new Refusal("invalid fwmark value `" + text + "' specified");
    }
    service.fwmark = mark;
  }

  private void takeIpv6() {
    if (service.fwmark == 0) {
      throw new Refusal("-6 used before -f\n");
    }
    service.fwmarkIpv6 = true;
    service.netmask = 128;
  }

  private void takeNetmask() {
    given.add(Option.NETMASK);
    if (service.isIpv6()) {
      service.netmask = (int) Inet.leadingNumber(argument());
      if (service.netmask < 1 || service.netmask > 128) {
        throw new Refusal("illegal ipv6 netmask specified");
      }
      return;
    }
    InetAddress mask = HostPort.ipv4(argument(), names);
    if (mask == null) {
      throw new Refusal("illegal virtual server persistent mask specified");
    }
    service.netmask = Inet.word(mask, 0);
  }

  private void takeServer() {
    given.add(Option.SERVER);
    HostPort parsed = HostPort.parse(argument(), service.protocol, names);
    if (parsed == null) {
      throw new Refusal("illegal real server address[:port] specified");
    }
    server.address = parsed.address();
    server.port = parsed.port() < 0 ? service.port : parsed.port();
  }

  private void takeForwarding(ForwardingMethod method) {
    given.add(Option.FORWARD);
    server.forwarding = method;
  }

  private void takeMulticastGroup() {
    given.add(Option.MCAST_GROUP);
    String text = argument();
    boolean ipv6 = text.indexOf(':') >= 0;
    InetAddress group = ipv6 ? Inet.ipv6(text) : Inet.ipv4Strict(text);
    if (group == null || !group.isMulticastAddress()) {
      throw new Refusal("invalid " + (ipv6 ? "IPv6" : "IPv4") + " mcast-group `" + text + "'");
    }
    daemon.multicastGroup = Optional.of(group);
  }

  private void takeTunnelType() {
    given.add(Option.TUN_TYPE);
    switch (argument()) {
      case "ipip" -> server.tunnelType = Tunnel.Type.IPIP;
      case "gue" -> server.tunnelType = Tunnel.Type.GUE;
      case "gre" -> server.tunnelType = Tunnel.Type.GRE;
      default -> throw new Refusal("illegal tunnel type specified");
    }
  }

  private void takeWords(CommandKind command) {
    if (command == CommandKind.SET) {
      String tcp = scanner.nextWord();
      String tcpFin = scanner.nextWord();
      String udp = scanner.nextWord();
      if (tcp == null || tcpFin == null || udp == null) {
        throw new Refusal("--set option requires 3 timeout values");
      }
      timeouts = new Timeouts(timeout(tcp, 0), timeout(tcpFin, 0), timeout(udp, 0));
    }
    String word = scanner.nextWord();
    if (word != null) {
      throw new Refusal("unexpected argument " + word);
    }
  }

  private Invocation invocation(CommandKind command) {
    switch (command) {
      case ADD_SERVICE, EDIT_SERVICE -> {
        if (service.fwmark == 0 && service.port == 0 && !service.persistent) {
          throw new Refusal("Zero port specified for non-persistent service");
        }
        if (service.onePacket && service.fwmark == 0 && service.protocol != Protocol.UDP) {
          throw new Refusal("One-Packet Scheduling is only for UDP virtual services");
        }
        return command == CommandKind.ADD_SERVICE
            ? new Invocation.Change(new IpvsCommand.CreateService(service.spec()))
            : new Invocation.Change(new IpvsCommand.UpdateService(service.spec()));
      }
      case DELETE_SERVICE -> {
        return new Invocation.Change(new IpvsCommand.DeleteService(service.key()));
      }
      case FLUSH -> {
        return new Invocation.Change(new IpvsCommand.Flush());
      }
      case ZERO -> {
        return new Invocation.Change(
            service.isAnything()
                ? new IpvsCommand.ZeroAll()
                : new IpvsCommand.ZeroService(service.key()));
      }
      case ADD_SERVER, EDIT_SERVER -> {
        server.complete(service, given);
        if (server.hasThresholdsUpsideDown()) {
          return new Invocation.ThresholdsUpsideDown(service.key());
        }
        return command == CommandKind.ADD_SERVER
            ? new Invocation.Change(new IpvsCommand.AddServer(service.key(), server.spec()))
            : new Invocation.Change(new IpvsCommand.UpdateServer(service.key(), server.spec()));
      }
      case DELETE_SERVER -> {
        return new Invocation.Change(new IpvsCommand.RemoveServer(service.key(), server.key()));
      }
      case SET -> {
        return new Invocation.Change(new IpvsCommand.SetTimeouts(timeouts));
      }
      case START_DAEMON -> {
        return new Invocation.Change(new IpvsCommand.StartSyncDaemon(daemon.daemon()));
      }
      case STOP_DAEMON -> {
        return new Invocation.Change(new IpvsCommand.StopSyncDaemon(daemon.role));
      }
      case LIST -> {
        return Listing.of(given, service);
      }
      case SAVE -> {
        return new Invocation.ListAll(Listing.format(given, Format.Layout.RULES));
      }
      default -> {
        return new Invocation.Restore();
      }
    }
  }

  private SyncDaemon.Role role(String complaint) {
    return switch (argument()) {
      case "master" -> SyncDaemon.Role.MASTER;
      case "backup" -> SyncDaemon.Role.BACKUP;
      default -> throw new Refusal(complaint);
    };
  }

  private Set<SchedulerFlag> schedulerFlags() {
    Set<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
    StringTokenizer tokens = new StringTokenizer(schedulerFlags, ",");
    if (!tokens.hasMoreTokens()) {
      throw new Refusal("invalid scheduler flag `'"); // ipvsadm crashes here
    }
    while (tokens.hasMoreTokens()) {
      String name = tokens.nextToken();
      SchedulerFlag flag =
          switch (name) {
            case "flag-1", "sh-fallback", "mh-fallback" -> SchedulerFlag.FALLBACK;
            case "flag-2", "sh-port", "mh-port" -> SchedulerFlag.PORT;
            case "flag-3" -> SchedulerFlag.FLAG_3;
            default -> throw new Refusal("invalid scheduler flag `" + name + "'");
          };
      boolean general = name.startsWith("flag-");
      if (!general && !service.schedulerOrDefault().equals(name.substring(0, 2))) {
        throw new Refusal("incompatible scheduler flag `" + name + "'");
      }
      flags.add(flag);
    }
    return flags;
  }

  private int number(Option option, int min, int max, String complaint) {
    given.add(option);
    int value = Inet.number(argument(), min, max);
    if (value < 0) {
      throw new Refusal(complaint);
    }
    return value;
  }

  private static int timeout(String text, int min) {
    int value = Inet.number(text, min, MAX_TIMEOUT_SECONDS);
    if (value < 0) {
      throw new Refusal("invalid timeout value `" + text + "' specified");
    }
    return value;
  }

  private String argument() {
    @Nullable String value = scanner.argument();
    return value == null ? "" : value;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}

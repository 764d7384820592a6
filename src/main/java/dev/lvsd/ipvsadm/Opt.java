package dev.lvsd.ipvsadm;

import org.jspecify.annotations.Nullable;

/** Every option of ipvsadm, with its spellings. The first match wins, as in popt. */
enum Opt {
  ADD_SERVICE("add-service", 'A', Argument.NONE),
  EDIT_SERVICE("edit-service", 'E', Argument.NONE),
  DELETE_SERVICE("delete-service", 'D', Argument.NONE),
  CLEAR("clear", 'C', Argument.NONE),
  LIST("list", 'L', Argument.NONE),
  LIST_TOO("list", 'l', Argument.NONE),
  ZERO("zero", 'Z', Argument.NONE),
  ADD_SERVER("add-server", 'a', Argument.NONE),
  EDIT_SERVER("edit-server", 'e', Argument.NONE),
  DELETE_SERVER("delete-server", 'd', Argument.NONE),
  SET("set", '\0', Argument.NONE),
  HELP("help", 'h', Argument.NONE),
  VERSION("version", 'v', Argument.NONE),
  RESTORE("restore", 'R', Argument.NONE),
  SAVE("save", 'S', Argument.NONE),
  START_DAEMON("start-daemon", '\0', Argument.REQUIRED),
  STOP_DAEMON("stop-daemon", '\0', Argument.REQUIRED),
  TCP_SERVICE("tcp-service", 't', Argument.REQUIRED),
  UDP_SERVICE("udp-service", 'u', Argument.REQUIRED),
  SCTP_SERVICE("sctp-service", '\0', Argument.REQUIRED),
  FWMARK_SERVICE("fwmark-service", 'f', Argument.REQUIRED),
  SCHEDULER("scheduler", 's', Argument.REQUIRED),
  PERSISTENT("persistent", 'p', Argument.OPTIONAL),
  NETMASK("netmask", 'M', Argument.REQUIRED),
  REAL_SERVER("real-server", 'r', Argument.REQUIRED),
  MASQUERADING("masquerading", 'm', Argument.NONE),
  IPIP("ipip", 'i', Argument.NONE),
  GATEWAYING("gatewaying", 'g', Argument.NONE),
  WEIGHT("weight", 'w', Argument.REQUIRED),
  U_THRESHOLD("u-threshold", 'x', Argument.REQUIRED),
  L_THRESHOLD("l-threshold", 'y', Argument.REQUIRED),
  NUMERIC("numeric", 'n', Argument.NONE),
  CONNECTION("connection", 'c', Argument.NONE),
  MCAST_INTERFACE("mcast-interface", '\0', Argument.REQUIRED),
  SYNCID("syncid", '\0', Argument.REQUIRED),
  TIMEOUT("timeout", '\0', Argument.NONE),
  DAEMON("daemon", '\0', Argument.NONE),
  STATS("stats", '\0', Argument.NONE),
  RATE("rate", '\0', Argument.NONE),
  THRESHOLDS("thresholds", '\0', Argument.NONE),
  PERSISTENT_CONN("persistent-conn", '\0', Argument.NONE),
  NOSORT("nosort", '\0', Argument.NONE),
  SORT("sort", '\0', Argument.NONE),
  EXACT("exact", 'X', Argument.NONE),
  IPV6("ipv6", '6', Argument.NONE),
  OPS("ops", 'o', Argument.NONE),
  PE("pe", '\0', Argument.REQUIRED),
  SCHED_FLAGS("sched-flags", 'b', Argument.REQUIRED),
  MCAST_GROUP("mcast-group", '\0', Argument.REQUIRED),
  MCAST_PORT("mcast-port", '\0', Argument.REQUIRED),
  MCAST_TTL("mcast-ttl", '\0', Argument.REQUIRED),
  SYNC_MAXLEN("sync-maxlen", '\0', Argument.REQUIRED),
  TUN_INFO("tun-info", '\0', Argument.NONE),
  TUN_TYPE("tun-type", '\0', Argument.REQUIRED),
  TUN_PORT("tun-port", '\0', Argument.REQUIRED),
  TUN_NOCSUM("tun-nocsum", '\0', Argument.NONE),
  TUN_CSUM("tun-csum", '\0', Argument.NONE),
  TUN_REMCSUM("tun-remcsum", '\0', Argument.NONE);

  private static final Opt[] ALL = values();

  private final String longName;
  private final char shortName;
  private final Argument argument;

  Opt(String longName, char shortName, Argument argument) {
    this.longName = longName;
    this.shortName = shortName;
    this.argument = argument;
  }

  /** Whether the option takes an argument. */
  Argument argument() {
    return argument;
  }

  /** The option with this long name, written in full; null if there is none. */
  static @Nullable Opt ofLongName(String name) {
    for (Opt opt : ALL) {
      if (opt.longName.equals(name)) {
        return opt;
      }
    }
    return null;
  }

  /** The option with this letter; null if there is none. */
  static @Nullable Opt ofShortName(char name) {
    for (Opt opt : ALL) {
      if (opt.shortName == name && name != '\0') {
        return opt;
      }
    }
    return null;
  }

  /** Arguments of options. */
  enum Argument {
    NONE,
    REQUIRED,
    /** Taken from the next word unless that begins with a dash. */
    OPTIONAL
  }
}

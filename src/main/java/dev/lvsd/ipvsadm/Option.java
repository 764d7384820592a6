package dev.lvsd.ipvsadm;

/**
 * What can stand beside a command, under the name that messages give it, in the order of checks.
 */
enum Option {
  NUMERIC("numeric"),
  CONNECTION("connection"),
  SERVICE("service-address"),
  SCHEDULER("scheduler"),
  PERSISTENT("persistent"),
  NETMASK("netmask"),
  SERVER("real-server"),
  FORWARD("forwarding-method"),
  WEIGHT("weight"),
  U_THRESHOLD("u-threshold"),
  L_THRESHOLD("l-threshold"),
  MCAST("mcast-interface"),
  TIMEOUT("timeout"),
  DAEMON("daemon"),
  STATS("stats"),
  RATE("rate"),
  THRESHOLDS("thresholds"),
  PERSISTENT_CONN("persistent-conn"),
  NOSORT("nosort"),
  SYNCID("syncid"),
  EXACT("exact"),
  ONE_PACKET("ops"),
  PERSISTENCE_ENGINE("pe"),
  SCHED_FLAGS("sched-flags"),
  MCAST_GROUP("mcast-group"),
  MCAST_PORT("mcast-port"),
  MCAST_TTL("mcast-ttl"),
  SYNC_MAXLEN("sync-maxlen"),
  TUN_INFO("tun-info"),
  TUN_TYPE("tun-type"),
  TUN_PORT("tun-port"),
  TUN_NOCSUM("tun-nocsum"),
  TUN_CSUM("tun-csum"),
  TUN_REMCSUM("tun-remcsum");

  /** Every option; shared, not to be changed. */
  static final Option[] ALL = values();

  private final String text;

  Option(String text) {
    this.text = text;
  }

  /** The name in messages. */
  String text() {
    return text;
  }
}

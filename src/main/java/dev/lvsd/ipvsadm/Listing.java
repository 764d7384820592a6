package dev.lvsd.ipvsadm;

/** Makes a listing out of the options beside its command. */
final class Listing {
  private Listing() {}

  /** What the options beside -L ask for; refuses those that contradict each other. */
  static Invocation of(OptionSet given, ServiceDraft service) {
    boolean timeout = given.has(Option.TIMEOUT);
    boolean daemon = given.has(Option.DAEMON);
    boolean connection = given.has(Option.CONNECTION);
    boolean counters =
        given.has(Option.STATS) || given.has(Option.RATE) || given.has(Option.THRESHOLDS);
    boolean settings = timeout || daemon;
    if (((connection || settings) && counters) || (settings && given.has(Option.PERSISTENT_CONN))) {
      throw new Refusal("options conflicts in the list command");
    }
    Format format = format(given, layout(given));
    if (connection) {
      return new Invocation.ListConnections(format);
    } else if (given.has(Option.SERVICE)) {
      return new Invocation.ListService(service.key(), format);
    } else if (timeout) {
      return new Invocation.ListTimeouts();
    } else if (daemon) {
      return new Invocation.ListDaemons();
    }
    return new Invocation.ListAll(format);
  }

  private static Format.Layout layout(OptionSet given) {
    if (given.has(Option.STATS)) {
      return Format.Layout.STATS;
    } else if (given.has(Option.RATE)) {
      return Format.Layout.RATE;
    } else if (given.has(Option.THRESHOLDS)) {
      return Format.Layout.THRESHOLDS;
    } else if (given.has(Option.PERSISTENT_CONN)) {
      return Format.Layout.PERSISTENT_CONNECTIONS;
    }
    return given.has(Option.TUN_INFO) ? Format.Layout.TUNNELS : Format.Layout.PLAIN;
  }

  /** The layout with the options that change it. */
  static Format format(OptionSet given, Format.Layout layout) {
    return new Format(
        layout, given.has(Option.NUMERIC), !given.has(Option.NOSORT), given.has(Option.EXACT));
  }
}

package dev.lvsd.advise;

import dev.lvsd.model.SchedulerName;
import java.util.List;

/**
 * What a scheduler is good for.
 *
 * @param scheduler its name
 * @param suits for which use
 * @param picks how it picks a server
 * @param caution what to know before; empty if nothing
 * @param since first kernel that has it; empty if all have
 */
public record SchedulerAdvice(
    SchedulerName scheduler, String suits, String picks, String caution, String since) {
  private static final List<SchedulerAdvice> ALL =
      List.of(
          advice(
              "wlc",
              "connections of different length; the default",
              "fewest connections in proportion to the weight, active ones counting 256 times",
              "a server that comes anew gets everything at first; bring it in with a small weight"),
          advice(
              "wrr",
              "short connections of one kind on servers of different size",
              "in turn, as often as the weight says",
              "not smooth: the heaviest server gets its share in a row"),
          advice(
              "rr",
              "short connections on equal servers",
              "in turn",
              "weights other than 0 do not count"),
          advice(
              "lc",
              "long connections on equal servers",
              "fewest connections",
              "weights other than 0 do not count"),
          advice(
              "sed",
              "few connections on servers of very different size",
              "shortest wait: active connections and the new one over the weight",
              "small servers stay idle under little load"),
          advice(
              "nq",
              "as sed, and no server is to stay idle",
              "an idle server if there is one, else as sed",
              ""),
          new SchedulerAdvice(
              new SchedulerName("twos"),
              "many directors before the same servers",
              "the less loaded of two picked at random by weight",
              "few kernels are built with it",
              "5.13"),
          new SchedulerAdvice(
              SchedulerName.MH,
              "the same server for a client, also when servers come and go, and on several directors",
              "Maglev hash of the client's address, with flag port of its port, too",
              "set flag fallback, or clients of a server of weight 0 get none",
              "4.18"),
          advice(
              "sh",
              "the same server for a client, with a fixed set of servers",
              "hash of the client's address, with flag port of its port, too",
              "each change of servers moves most clients; prefer mh. Set flag fallback, or clients"
                  + " of a server of weight 0 get none"),
          new SchedulerAdvice(
              new SchedulerName("fo"),
              "a server and its stand-in",
              "the available server of the highest weight takes all",
              "",
              "3.18"),
          new SchedulerAdvice(
              new SchedulerName("ovf"),
              "filling one server before the next is used",
              "the highest weight that has no more active connections than its weight",
              "the weight is a number of connections; with all servers full, clients get none",
              "4.3"),
          advice(
              "dh",
              "caches before a firewall mark",
              "hash of the destination's address",
              "with one VIP all clients get one server; a server of weight 0 has no stand-in"),
          advice(
              "lblc",
              "caches before a firewall mark, of which one may be overloaded",
              "the server that had the destination last, unless it is overloaded; then as wlc",
              "with one VIP all clients get one server"),
          advice(
              "lblcr",
              "as lblc, with several caches for a destination in demand",
              "a set of servers for each destination, which grows and shrinks",
              "with one VIP it does what wlc does, at greater cost"));

  /**
   * All of the mainline kernel.
   *
   * @return the more usual ones first
   */
  public static List<SchedulerAdvice> all() {
    return ALL;
  }

  /**
   * The module of the scheduler.
   *
   * @return for example {@code ip_vs_wrr}
   */
  public String module() {
    return "ip_vs_" + scheduler.name();
  }

  private static SchedulerAdvice advice(String name, String suits, String picks, String caution) {
    return new SchedulerAdvice(new SchedulerName(name), suits, picks, caution, "");
  }
}

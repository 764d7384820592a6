package dev.lvsd.advise;

import static dev.lvsd.model.AddressFamily.IPV4;
import static dev.lvsd.model.AddressFamily.IPV6;
import static dev.lvsd.model.ForwardingMethod.DR;
import static dev.lvsd.model.ForwardingMethod.NAT;
import static dev.lvsd.model.ForwardingMethod.TUNNEL;

import dev.lvsd.advise.SysctlRule.Seen;
import dev.lvsd.model.KernelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The kernel settings that matter on a director, and what is known of them. */
public final class SysctlRules {
  private static final String VS = "net.ipv4.vs.";
  private static final String CONNTRACK = VS + "conntrack";

  private static final List<SysctlRule> FIXED =
      List.of(
          rule(
              "net.ipv4.ip_forward",
              seen -> seen.uses().has(IPV4, NAT),
              seen -> seen.number() == 1,
              Verdict.PROBLEM,
              "1",
              "nat: the director forwards the replies of real servers to the clients"),
          rule(
              "net.ipv4.ip_forward",
              seen -> !seen.uses().has(IPV4, NAT),
              seen -> true,
              Verdict.OK,
              "any",
              "dr and tunnel work without it; 0 keeps the director from being a router"),
          rule(
              "net.ipv6.conf.all.forwarding",
              seen -> seen.uses().has(IPV6, NAT),
              seen -> seen.number() > 0,
              Verdict.PROBLEM,
              "1",
              "nat: the director forwards the replies of real servers to the clients"),
          rpFilter("all"),
          rule(
              "net.ipv4.conf.all.arp_ignore",
              seen -> true,
              seen -> seen.number() < 3,
              Verdict.PROBLEM,
              "0 or 1",
              "the director, and it alone, answers ARP requests for the VIPs"),
          rule(
              "net.ipv4.conf.all.send_redirects",
              seen -> seen.uses().has(IPV4, NAT),
              seen -> seen.number() == 0,
              Verdict.CONSIDER,
              "0",
              "nat with clients and servers on one network: a redirect lets replies pass the"
                  + " director by, and clients drop them"),
          rule(
              "net.core.netdev_max_backlog",
              seen -> true,
              seen -> seen.kernel().backlogDrops() == 0,
              Verdict.CONSIDER,
              "twice as much",
              "packets wait here, per processor, that come through RPS, tunnels or virtual"
                  + " interfaces; softnet_stat counts the dropped ones"),
          rule(
              "net.ipv4.tcp_synack_retries",
              seen -> true,
              seen -> seen.number() <= 5,
              Verdict.CONSIDER,
              "5 or less",
              "counts for connections that end on the director itself; half-open ones that it"
                  + " forwards wait 60 s in IPVS, whatever is set here, so set it on real servers"),
          rule(
              CONNTRACK,
              seen -> true,
              seen -> seen.number() == 0 || seen.uses().ftp(),
              Verdict.CONSIDER,
              "0",
              "1 keeps an entry of netfilter for each connection as well; needed only where its"
                  + " rules must see, or translate, what IPVS forwards"),
          rule(
              "net.netfilter.nf_conntrack_max",
              seen -> seen.number(CONNTRACK) > 0,
              seen -> seen.number() >= seen.uses().connections().orElse(0),
              Verdict.PROBLEM,
              "the connections expected, and more",
              "with net.ipv4.vs.conntrack=1 each connection needs an entry there, too; beyond it"
                  + " packets are dropped"),
          rule(
              VS + "expire_nodest_conn",
              seen -> true,
              seen -> seen.number() != 0,
              Verdict.CONSIDER,
              "1",
              "with 0, packets of connections to a removed server are dropped silently until the"
                  + " time-out; with 1 the client learns at once, and starts anew"),
          rule(
              VS + "expire_quiescent_template",
              seen -> seen.uses().persistent(),
              seen -> seen.number() != 0,
              Verdict.CONSIDER,
              "1",
              "persistence: with 0, known clients still get new connections to a server of weight"
                  + " 0, so that draining it does not end"),
          rule(
              VS + "conn_reuse_mode",
              seen -> true,
              seen -> seen.number() != 0,
              Verdict.CONSIDER,
              "1",
              "with 0, a client that uses a port again is sent to the server of the old connection"),
          rule(
              VS + "pmtu_disc",
              seen -> seen.uses().has(TUNNEL),
              seen -> seen.number() != 0,
              Verdict.CONSIDER,
              "1",
              "tunnel: with 0, packets that do not fit are fragmented, instead of the client being"
                  + " told the size that fits"),
          rule(
              VS + "sloppy_tcp",
              seen -> seen.uses().hashing() && (seen.uses().has(DR) || seen.uses().has(TUNNEL)),
              seen -> true,
              Verdict.OK,
              "any",
              "sh and mh: with 1, a second director takes over connections that it has never seen,"
                  + " and its hash sends them to the same servers"),
          rule(
              VS + "run_estimation",
              seen -> true,
              seen -> seen.number() != 0,
              Verdict.PROBLEM,
              "1",
              "with 0, counters and rates stand still, and idle servers cannot be told from busy"
                  + " ones"),
          rule(
              VS + "est_cpulist",
              seen -> true,
              seen -> !seen.value().isEmpty(),
              Verdict.PROBLEM,
              "a processor at least",
              "an empty list ends the threads that count; counters and rates stand still"),
          rule(
              VS + "drop_entry",
              seen -> true,
              seen -> seen.number() < 3,
              Verdict.CONSIDER,
              "0 or 1",
              "1 lets the kernel drop half-open connections when memory is short (amemthresh); 3"
                  + " drops always"),
          rule(
              VS + "drop_packet",
              seen -> true,
              seen -> seen.number() < 3,
              Verdict.CONSIDER,
              "0 or 1",
              "1 lets the kernel drop new connections when memory is short (amemthresh); 3 drops"
                  + " always"),
          rule(
              VS + "conn_max",
              seen -> true,
              seen -> seen.number() >= Math.max(1, seen.uses().connections().orElse(0)),
              Verdict.PROBLEM,
              "the connections expected, and more",
              "beyond it new connections are dropped without a word; templates count as well"),
          rule(
              VS + "conn_lfactor",
              seen -> true,
              seen -> seen.number() <= 0,
              Verdict.CONSIDER,
              "-4",
              "the table grows when it has more than 2^conn_lfactor connections per bucket; more"
                  + " than 0 means longer look-ups"),
          rule(
              VS + "backup_only",
              seen -> seen.uses().backup() && (seen.uses().has(DR) || seen.uses().has(TUNNEL)),
              seen -> seen.number() != 0,
              Verdict.CONSIDER,
              "1",
              "a backup director that is a real server as well sends packets round in circles"
                  + " otherwise"));

  private SysctlRules() {}

  /**
   * The settings whose values are needed.
   *
   * @param uses what the director is for
   * @return full names
   */
  public static Set<String> names(Uses uses) {
    Set<String> names = new TreeSet<>();
    rules(uses).forEach(rule -> names.add(rule.name()));
    return names;
  }

  /**
   * Judges the settings that matter.
   *
   * @param uses what the director is for
   * @param values of settings by full name; what is missing cannot be read
   * @param kernel what the kernel says of itself
   * @return advice for each that matters there, in the order of importance
   */
  public static List<SysctlAdvice> judge(
      Uses uses, Map<String, String> values, KernelFacts kernel) {
    return rules(uses).stream()
        .map(rule -> rule.judge(uses, values, kernel))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<SysctlRule> rules(Uses uses) {
    List<SysctlRule> rules = new ArrayList<>(FIXED);
    uses.interfaces().stream().sorted().map(SysctlRules::rpFilter).forEach(rules::add);
    return rules;
  }

  private static SysctlRule rpFilter(String interfaceName) {
    return rule(
        "net.ipv4.conf." + interfaceName.replace('.', '/') + ".rp_filter",
        seen -> seen.uses().flows().stream().anyMatch(flow -> flow.family() == IPV4),
        seen -> seen.number() != 1,
        Verdict.CONSIDER,
        "0 or 2",
        "1 drops requests of clients to whom another interface leads back; the larger of all and"
            + " of the interface counts");
  }

  private static SysctlRule rule(
      String name,
      Predicate<Seen> matters,
      Predicate<Seen> isGood,
      Verdict otherwise,
      String wanted,
      String reason) {
    return new SysctlRule(name, matters, isGood, otherwise, wanted, reason);
  }
}

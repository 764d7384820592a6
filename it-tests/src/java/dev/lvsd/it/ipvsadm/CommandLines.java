package dev.lvsd.it.ipvsadm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Command lines by dice, most of them nearly right. The same seed gives the same ones.
 *
 * <p>A small stock of addresses and ports makes later commands meet what earlier ones made.
 */
public final class CommandLines {
  private static final List<String> GOOD_HOSTS =
      List.of("10.0.0.1", "10.0.0.2", "172.16.0.1", "192.168.7.9", "200.1.1.1", "1.1.1.1");

  private static final List<String> GOOD_HOSTS6 =
      List.of("[2001:db8::1]", "[2001:db8::2]", "[fd00::1]", "[a000::1]");

  private static final List<String> ODD_HOSTS =
      List.of(
          "10.1",
          "0x0a000001",
          "012.0.0.1",
          "10.0.0.1 x",
          "localhost",
          "lvs-one",
          "LVS-TWO",
          "short-two",
          "lvs-six",
          "nosuch.invalid",
          "255.255.255.255",
          "224.0.0.1",
          "0.0.0.0",
          "256.1.1.1",
          "1.2.3.4.5",
          "",
          "10.0.0",
          "4294967295",
          "4294967296",
          "0x",
          "09.1.1.1",
          "127.0.0.1",
          "[::1]",
          "[::ffff:10.0.0.1]",
          "[::10.0.0.1]",
          "[ff02::1]",
          "[fe80::1]",
          "2001:db8::1",
          "::",
          "[::]",
          "[2001:db8::1",
          "[10.0.0.1]",
          "[10.0.0.1:90]",
          "[::g]",
          "[1:2:3:4:5:6:7:8]",
          "[1:0:0:4:0:0:0:8]",
          "[1::5:6:7:8:9:a]",
          "[2001:0db8::0:1]",
          "[]");

  private static final List<String> GOOD_PORTS = List.of("80", "443", "53", "8080");

  private static final List<String> ODD_PORTS =
      List.of(
          "0", "http", "domain", "www", "HTTP", "sip", "65535", "65536", "", "-1", "+80", " 80",
          "80 ", "bogus", "0x50", "080");

  private static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "sh", "mh", "fo", "ovf", "lblc", "lblcr", "dh", "sed", "nq");

  private static final List<String> ODD_SCHEDULERS =
      List.of("none", "", "nosuch", "a b", "RR", "averyverylongschedulername", "twos");

  private static final List<String> FLAGS =
      List.of(
          "flag-1",
          "flag-2",
          "flag-3",
          "sh-fallback",
          "sh-port",
          "mh-fallback",
          "mh-port",
          "sh-fallback,sh-port",
          "mh-port,mh-fallback",
          "flag-1,flag-2,flag-3",
          "bogus",
          "flag-1,,flag-2",
          ",flag-1",
          "flag-1,bogus",
          "",
          "sh-port,flag-3");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "5",
          "10",
          "100",
          "255",
          "256",
          "300",
          "1472",
          "65507",
          "65508",
          "65535",
          "65536",
          "2678400",
          "2678401",
          "2147483647",
          "2147483648",
          "4294967295",
          "4294967296",
          "-1",
          "-0",
          "+7",
          " 9",
          "9 ",
          "1x",
          "x",
          "",
          "99999999999999999999");

  private static final List<String> MASKS =
      List.of(
          "255.255.255.0",
          "255.255.255.255",
          "255.0.0.0",
          "0.0.0.0",
          "255.0.255.0",
          "24",
          "64",
          "128",
          "129",
          "0",
          "1",
          "64x",
          "lvs-one",
          "bogus",
          "4294967360");

  private static final List<String> MARKS =
      List.of("1", "2", "7", "2147483648", "4294967295", "4294967296", "0", "-1", " 5", "5x", "");

  private static final List<String> GROUPS =
      List.of("224.0.0.81", "239.1.1.1", "10.0.0.1", "ff02::1:1", "fd00::1", "224.0.0", "", "x:");

  /** Every option, for what is not nearly right. */
  private static final List<String> WORDS =
      List.of(
          "-A",
          "-E",
          "-D",
          "-C",
          "-L",
          "-l",
          "-Z",
          "-a",
          "-e",
          "-d",
          "-R",
          "-S",
          "-h",
          "-v",
          "-t",
          "-u",
          "-f",
          "-s",
          "-p",
          "-M",
          "-r",
          "-m",
          "-i",
          "-g",
          "-w",
          "-x",
          "-y",
          "-n",
          "-c",
          "-X",
          "-6",
          "-o",
          "-b",
          "-k",
          "-Ln",
          "-Lnc",
          "-Sn",
          "-At",
          "-nL",
          "-n=",
          "-L=1",
          "-tn",
          "-pn",
          "--add-service",
          "--edit-service",
          "--delete-service",
          "--clear",
          "--list",
          "--zero",
          "--add-server",
          "--edit-server",
          "--delete-server",
          "--set",
          "--restore",
          "--save",
          "--help",
          "--version",
          "--start-daemon",
          "--stop-daemon",
          "--tcp-service",
          "--udp-service",
          "--sctp-service",
          "--fwmark-service",
          "--scheduler",
          "--persistent",
          "--netmask",
          "--real-server",
          "--masquerading",
          "--ipip",
          "--gatewaying",
          "--weight",
          "--u-threshold",
          "--l-threshold",
          "--mcast-interface",
          "--syncid",
          "--timeout",
          "--daemon",
          "--stats",
          "--rate",
          "--exact",
          "--thresholds",
          "--persistent-conn",
          "--nosort",
          "--sort",
          "--ipv6",
          "--ops",
          "--pe",
          "--sched-flags",
          "--mcast-group",
          "--mcast-port",
          "--mcast-ttl",
          "--sync-maxlen",
          "--tun-info",
          "--tun-type",
          "--tun-port",
          "--tun-nocsum",
          "--tun-csum",
          "--tun-remcsum",
          "--numeric",
          "--connection",
          "--bogus",
          "--lis",
          "--numer",
          "--stats=1",
          "--weight=",
          "--=",
          "-",
          "--",
          "",
          "---",
          "word",
          "10.0.0.1:80",
          "5",
          "rr");

  private final Random dice;

  /**
   * A new stock of dice.
   *
   * @param seed the same gives the same
   */
  public CommandLines(long seed) {
    dice = new Random(seed);
  }

  /**
   * Some command lines that belong together.
   *
   * @param length how many
   * @return none that ipvsadm cannot be asked
   */
  public List<CommandLine> sequence(int length) {
    List<CommandLine> sequence = new ArrayList<>();
    while (sequence.size() < length) {
      CommandLine command = any();
      if (!Exceptions.covers(command)) {
        sequence.add(command);
      }
    }
    return sequence;
  }

  /**
   * Command lines that add services and servers.
   *
   * @param count how many
   * @return some of them fail: what they name is there already, or missing, or wrong
   */
  public List<CommandLine> additions(int count) {
    List<CommandLine> additions = new ArrayList<>();
    while (additions.size() < count) {
      CommandLine command = new CommandLine(change(chance(40) ? 10 : 42), "");
      if (!Exceptions.covers(command)) {
        additions.add(command);
      }
    }
    return additions;
  }

  private CommandLine any() {
    int what = dice.nextInt(100);
    if (what < 4) {
      return new CommandLine(mostly(90, List.of("-R"), List.of("--restore", "-n")), rules());
    }
    List<String> args = what < 10 ? nonsense() : change(what);
    return new CommandLine(args, "");
  }

  private List<String> change(int what) {
    Words words = new Words();
    if (what < 34) {
      words.option("-A", "--add-service");
      service(words);
      serviceSettings(words);
    } else if (what < 42) {
      words.option("-E", "--edit-service");
      service(words);
      serviceSettings(words);
    } else if (what < 63) {
      words.option("-a", "--add-server");
      service(words);
      server(words);
      serverSettings(words);
    } else if (what < 70) {
      words.option("-e", "--edit-server");
      service(words);
      server(words);
      serverSettings(words);
    } else if (what < 74) {
      words.option("-d", "--delete-server");
      service(words);
      server(words);
    } else if (what < 77) {
      words.option("-D", "--delete-service");
      service(words);
    } else if (what < 79) {
      words.option("-Z", "--zero");
      if (chance(70)) {
        service(words);
      }
    } else if (what < 80) {
      words.option("-C", "--clear");
    } else if (what < 82) {
      words.option("--set", "--set");
      for (int i = 0; i < mostly(80, 3, dice.nextInt(5)); i++) {
        words.word(mostly(70, "" + dice.nextInt(3000), pick(NUMBERS)));
      }
    } else if (what < 84) {
      daemon(words);
    } else {
      listing(words);
    }
    return words.spoiled();
  }

  private void service(Words words) {
    int kind = dice.nextInt(100);
    if (kind < 14) {
      words.option("-f", "--fwmark-service", mostly(90, pick(MARKS.subList(0, 5)), pick(MARKS)));
      if (chance(35)) {
        words.option("-6", "--ipv6");
      }
    } else if (kind < 55) {
      words.option("-t", "--tcp-service", end());
    } else if (kind < 90) {
      words.option("-u", "--udp-service", end());
    } else {
      words.option("--sctp-service", "--sctp-service", end());
    }
  }

  private String end() {
    String host = mostly(72, pick(GOOD_HOSTS), mostly(65, pick(GOOD_HOSTS6), pick(ODD_HOSTS)));
    if (chance(7)) {
      return host;
    }
    return host + ":" + mostly(88, pick(GOOD_PORTS), pick(ODD_PORTS));
  }

  private void serviceSettings(Words words) {
    if (chance(70)) {
      words.option("-s", "--scheduler", mostly(92, pick(SCHEDULERS), pick(ODD_SCHEDULERS)));
    }
    if (chance(30)) {
      if (chance(60)) {
        words.option("-p", "--persistent", mostly(85, "" + dice.nextInt(5000), pick(NUMBERS)));
      } else {
        words.option("-p", "--persistent");
      }
    }
    if (chance(15)) {
      words.option("-M", "--netmask", pick(MASKS));
    }
    if (chance(10)) {
      words.option("-o", "--ops");
    }
    if (chance(8)) {
      words.option("--pe", "--pe", mostly(75, "sip", pick(List.of("", "nosuch", "a".repeat(20)))));
    }
    if (chance(14)) {
      words.option("-b", "--sched-flags", pick(FLAGS));
    }
  }

  private void server(Words words) {
    words.option("-r", "--real-server", end());
  }

  private void serverSettings(Words words) {
    if (chance(75)) {
      int method = dice.nextInt(4);
      words.option(
          List.of("-m", "-g", "-i", "-i").get(method),
          List.of("--masquerading", "--gatewaying", "--ipip", "--ipip").get(method));
      if (method >= 2 || chance(5)) {
        tunnel(words);
      }
    }
    if (chance(50)) {
      words.option("-w", "--weight", mostly(85, "" + dice.nextInt(1000), pick(NUMBERS)));
    }
    if (chance(25)) {
      words.option("-x", "--u-threshold", mostly(85, "" + dice.nextInt(1000), pick(NUMBERS)));
    }
    if (chance(15)) {
      words.option("-y", "--l-threshold", mostly(85, "" + dice.nextInt(500), pick(NUMBERS)));
    }
  }

  private void tunnel(Words words) {
    if (chance(70)) {
      words.option(
          "--tun-type", "--tun-type", mostly(95, pick(List.of("ipip", "gue", "gre")), "x"));
    }
    if (chance(50)) {
      words.option("--tun-port", "--tun-port", mostly(85, "6080", pick(NUMBERS)));
    }
    if (chance(50)) {
      String checksum = pick(List.of("--tun-csum", "--tun-nocsum", "--tun-remcsum"));
      words.option(checksum, checksum);
    }
  }

  /** Only what fails: a daemon that starts keeps ipvsadm waiting when it stops at once. */
  private void daemon(Words words) {
    if (chance(20)) {
      words.option("--stop-daemon", "--stop-daemon", mostly(80, "master", "x"));
      return;
    }
    words.option("--start-daemon", "--start-daemon", pick(List.of("master", "backup", "x", "")));
    words.option("--mcast-interface", "--mcast-interface", "nosuch0");
    if (chance(40)) {
      words.option("--syncid", "--syncid", pick(NUMBERS));
    }
    if (chance(40)) {
      words.option("--mcast-group", "--mcast-group", pick(GROUPS));
    }
    if (chance(30)) {
      words.option("--mcast-port", "--mcast-port", pick(NUMBERS));
    }
    if (chance(30)) {
      words.option("--mcast-ttl", "--mcast-ttl", pick(NUMBERS));
    }
    if (chance(30)) {
      words.option("--sync-maxlen", "--sync-maxlen", pick(NUMBERS));
    }
  }

  private void listing(Words words) {
    if (chance(15)) {
      words.option("-S", "--save");
    } else {
      words.option(pick(List.of("-L", "-l")), "--list");
    }
    if (chance(70)) {
      words.option("-n", "--numeric");
    }
    if (chance(25)) {
      service(words);
    }
    for (String option :
        List.of(
            "--stats",
            "--rate",
            "--thresholds",
            "--persistent-conn",
            "--nosort",
            "--sort",
            "--exact",
            "--tun-info")) {
      if (chance(12)) {
        words.option(option, option);
      }
    }
    for (String option : List.of("--timeout", "--daemon", "-c")) {
      if (chance(5)) {
        words.option(option, option.equals("-c") ? "--connection" : option);
      }
    }
  }

  /** Rules for a restore: well-formed and not, with every kind of white space. */
  private String rules() {
    StringBuilder out = new StringBuilder();
    int lines = dice.nextInt(7);
    for (int i = 0; i < lines; i++) {
      if (chance(6)) {
        out.append(
            pick(List.of("", " ", "# a comment", "ipvsadm", "-L --timeout", "-R", "-h", "-L")));
      } else {
        out.append(chance(15) ? "ipvsadm " : "").append(chance(8) ? "  " : "");
        out.append(String.join(chance(90) ? " " : " \t ", change(10 + dice.nextInt(70))));
      }
      out.append(chance(5) ? " # comment" : "")
          .append(chance(7) ? pick(List.of(" ", "  ", "\r")) : "");
      out.append(i == lines - 1 && chance(25) ? "" : "\n");
    }
    // a listing of everything shows the kernel's order, which differs between the two tables
    return out.toString().replaceAll("(?m)^(ipvsadm)?\\s*-L\\s*$", "");
  }

  private List<String> nonsense() {
    List<String> args = new ArrayList<>();
    int count = dice.nextInt(6);
    for (int i = 0; i < count; i++) {
      args.add(chance(80) ? pick(WORDS) : end());
    }
    boolean startsDaemon = args.contains("--start-daemon");
    return startsDaemon ? List.of("--start-daemon", "y") : args;
  }

  private boolean chance(int percent) {
    return dice.nextInt(100) < percent;
  }

  private <T> T mostly(int percent, T usual, T other) {
    return chance(percent) ? usual : other;
  }

  private <T> T pick(List<T> items) {
    return items.get(dice.nextInt(items.size()));
  }

  /** Options in the spellings that popt knows, the first of them at the beginning. */
  private final class Words {
    private final List<List<String>> options = new ArrayList<>();

    void word(String word) {
      options.add(List.of(word));
    }

    void option(String shortName, String longName) {
      options.add(List.of(mostly(75, shortName, longName)));
    }

    void option(String shortName, String longName, String value) {
      boolean isLong = shortName.startsWith("--") || chance(20);
      String name = isLong ? longName : shortName;
      switch (dice.nextInt(10)) {
        case 0 -> options.add(List.of(name + "=" + value));
        case 1 -> options.add(isLong ? List.of(name, value) : List.of(name + value));
        default -> options.add(List.of(name, value));
      }
    }

    /** The words, sometimes in another order, with one too many, too few, or another. */
    List<String> spoiled() {
      if (options.size() > 2 && chance(30)) {
        Collections.shuffle(options.subList(1, options.size()), dice);
      }
      if (chance(6)) {
        options.add(options.get(dice.nextInt(options.size())));
      }
      if (chance(5)) {
        options.remove(dice.nextInt(options.size()));
      }
      List<String> args = new ArrayList<>();
      options.forEach(args::addAll);
      if (chance(5)) {
        args.add(dice.nextInt(args.size() + 1), pick(WORDS));
      }
      if (chance(3) && !args.isEmpty()) {
        args.remove(dice.nextInt(args.size()));
      }
      joinShortOptions(args);
      return args;
    }

    /** {@code -L -n} becomes {@code -Ln}, {@code -A -t x} becomes {@code -At x}. */
    private void joinShortOptions(List<String> args) {
      if (args.size() > 1
          && args.get(0).matches("-[A-Za-z]")
          && args.get(1).matches("-[a-zA-Z0-9]")
          && chance(30)) {
        args.set(0, args.get(0) + args.remove(1).substring(1));
      }
    }
  }
}

package dev.lvsd.it.ipvsadm;

import java.util.ArrayList;
import java.util.List;

/**
 * Command lines by dice, most of them nearly right. The same seed gives the same ones.
 *
 * <p>A small stock of addresses and ports makes later commands meet what earlier ones made.
 */
public final class CommandLines {
  private final Dice dice;

  /**
   * A new stock of dice.
   *
   * @param seed the same gives the same
   */
  public CommandLines(long seed) {
    dice = new Dice(seed);
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
      CommandLine command = new CommandLine(change(dice.chance(40) ? 10 : 42), "");
      if (!Exceptions.covers(command)) {
        additions.add(command);
      }
    }
    return additions;
  }

  private CommandLine any() {
    int what = dice.below(100);
    if (what < 4) {
      return new CommandLine(dice.mostly(90, List.of("-R"), List.of("--restore", "-n")), rules());
    }
    List<String> args = what < 10 ? nonsense() : change(what);
    return new CommandLine(args, "");
  }

  private List<String> change(int what) {
    Words words = new Words(dice);
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
      if (dice.chance(70)) {
        service(words);
      }
    } else if (what < 80) {
      words.option("-C", "--clear");
    } else if (what < 82) {
      words.option("--set", "--set");
      for (int i = 0; i < dice.mostly(80, 3, dice.below(5)); i++) {
        words.word(dice.mostly(70, "" + dice.below(3000), dice.pick(Stock.NUMBERS)));
      }
    } else if (what < 84) {
      daemon(words);
    } else {
      listing(words);
    }
    return words.spoiled();
  }

  private void service(Words words) {
    int kind = dice.below(100);
    if (kind < 14) {
      words.option(
          "-f",
          "--fwmark-service",
          dice.mostly(90, dice.pick(Stock.MARKS.subList(0, 5)), dice.pick(Stock.MARKS)));
      if (dice.chance(35)) {
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
    String host =
        dice.mostly(
            72,
            dice.pick(Stock.GOOD_HOSTS),
            dice.mostly(65, dice.pick(Stock.GOOD_HOSTS6), dice.pick(Stock.ODD_HOSTS)));
    if (dice.chance(7)) {
      return host;
    }
    return host + ":" + dice.mostly(88, dice.pick(Stock.GOOD_PORTS), dice.pick(Stock.ODD_PORTS));
  }

  private void serviceSettings(Words words) {
    if (dice.chance(70)) {
      words.option(
          "-s",
          "--scheduler",
          dice.mostly(92, dice.pick(Stock.SCHEDULERS), dice.pick(Stock.ODD_SCHEDULERS)));
    }
    if (dice.chance(30)) {
      if (dice.chance(60)) {
        words.option(
            "-p", "--persistent", dice.mostly(85, "" + dice.below(5000), dice.pick(Stock.NUMBERS)));
      } else {
        words.option("-p", "--persistent");
      }
    }
    if (dice.chance(15)) {
      words.option("-M", "--netmask", dice.pick(Stock.MASKS));
    }
    if (dice.chance(10)) {
      words.option("-o", "--ops");
    }
    if (dice.chance(8)) {
      words.option(
          "--pe", "--pe", dice.mostly(75, "sip", dice.pick(List.of("", "nosuch", "a".repeat(20)))));
    }
    if (dice.chance(14)) {
      words.option("-b", "--sched-flags", dice.pick(Stock.FLAGS));
    }
  }

  private void server(Words words) {
    words.option("-r", "--real-server", end());
  }

  private void serverSettings(Words words) {
    if (dice.chance(75)) {
      int method = dice.below(4);
      words.option(
          List.of("-m", "-g", "-i", "-i").get(method),
          List.of("--masquerading", "--gatewaying", "--ipip", "--ipip").get(method));
      if (method >= 2 || dice.chance(5)) {
        tunnel(words);
      }
    }
    if (dice.chance(50)) {
      words.option(
          "-w", "--weight", dice.mostly(85, "" + dice.below(1000), dice.pick(Stock.NUMBERS)));
    }
    if (dice.chance(25)) {
      words.option(
          "-x", "--u-threshold", dice.mostly(85, "" + dice.below(1000), dice.pick(Stock.NUMBERS)));
    }
    if (dice.chance(15)) {
      words.option(
          "-y", "--l-threshold", dice.mostly(85, "" + dice.below(500), dice.pick(Stock.NUMBERS)));
    }
  }

  private void tunnel(Words words) {
    if (dice.chance(70)) {
      words.option(
          "--tun-type",
          "--tun-type",
          dice.mostly(95, dice.pick(List.of("ipip", "gue", "gre")), "x"));
    }
    if (dice.chance(50)) {
      words.option("--tun-port", "--tun-port", dice.mostly(85, "6080", dice.pick(Stock.NUMBERS)));
    }
    if (dice.chance(50)) {
      String checksum = dice.pick(List.of("--tun-csum", "--tun-nocsum", "--tun-remcsum"));
      words.option(checksum, checksum);
    }
  }

  /** Only what fails: a daemon that starts keeps ipvsadm waiting when it stops at once. */
  private void daemon(Words words) {
    if (dice.chance(20)) {
      words.option("--stop-daemon", "--stop-daemon", dice.mostly(80, "master", "x"));
      return;
    }
    words.option(
        "--start-daemon", "--start-daemon", dice.pick(List.of("master", "backup", "x", "")));
    words.option("--mcast-interface", "--mcast-interface", "nosuch0");
    if (dice.chance(40)) {
      words.option("--syncid", "--syncid", dice.pick(Stock.NUMBERS));
    }
    if (dice.chance(40)) {
      words.option("--mcast-group", "--mcast-group", dice.pick(Stock.GROUPS));
    }
    if (dice.chance(30)) {
      words.option("--mcast-port", "--mcast-port", dice.pick(Stock.NUMBERS));
    }
    if (dice.chance(30)) {
      words.option("--mcast-ttl", "--mcast-ttl", dice.pick(Stock.NUMBERS));
    }
    if (dice.chance(30)) {
      words.option("--sync-maxlen", "--sync-maxlen", dice.pick(Stock.NUMBERS));
    }
  }

  private void listing(Words words) {
    if (dice.chance(15)) {
      words.option("-S", "--save");
    } else {
      words.option(dice.pick(List.of("-L", "-l")), "--list");
    }
    if (dice.chance(70)) {
      words.option("-n", "--numeric");
    }
    if (dice.chance(25)) {
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
      if (dice.chance(12)) {
        words.option(option, option);
      }
    }
    for (String option : List.of("--timeout", "--daemon", "-c")) {
      if (dice.chance(5)) {
        words.option(option, option.equals("-c") ? "--connection" : option);
      }
    }
  }

  /** Rules for a restore: well-formed and not, with every kind of white space. */
  private String rules() {
    StringBuilder out = new StringBuilder();
    int lines = dice.below(7);
    for (int i = 0; i < lines; i++) {
      if (dice.chance(6)) {
        out.append(
            dice.pick(
                List.of("", " ", "# a comment", "ipvsadm", "-L --timeout", "-R", "-h", "-L")));
      } else {
        out.append(dice.chance(15) ? "ipvsadm " : "").append(dice.chance(8) ? "  " : "");
        out.append(String.join(dice.chance(90) ? " " : " \t ", change(10 + dice.below(70))));
      }
      out.append(dice.chance(5) ? " # comment" : "")
          .append(dice.chance(7) ? dice.pick(List.of(" ", "  ", "\r")) : "");
      out.append(i == lines - 1 && dice.chance(25) ? "" : "\n");
    }
    // a listing of everything shows the kernel's order, which differs between the two tables
    return out.toString().replaceAll("(?m)^(ipvsadm)?\\s*-L\\s*$", "");
  }

  private List<String> nonsense() {
    List<String> args = new ArrayList<>();
    int count = dice.below(6);
    for (int i = 0; i < count; i++) {
      args.add(dice.chance(80) ? dice.pick(Stock.WORDS) : end());
    }
    boolean startsDaemon = args.contains("--start-daemon");
    return startsDaemon ? List.of("--start-daemon", "y") : args;
  }
}

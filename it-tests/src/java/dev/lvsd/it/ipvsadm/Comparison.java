package dev.lvsd.it.ipvsadm;

import dev.lvsd.it.topology.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs sequences of command lines through ipvsadm in one namespace and through ours in another.
 *
 * <pre>
 *   "theirs": ipvsadm ─► table ◄─ both, where they only print
 *   "ours":   lvsctl  ─► table    compared with the other after each sequence
 * </pre>
 *
 * <p>The kernel lists services in an order that depends on the namespace, and ipvsadm's sorting
 * depends on it; so what only prints is compared on one table, and tables regardless of order.
 */
public final class Comparison implements AutoCloseable {
  private static final String PROGRAM = "ipvsadm";

  /** How often a listing is repeated while the table is on the move. */
  private static final int ATTEMPTS = 10;

  private static final List<CommandLine> RESET =
      List.of(CommandLine.of("-C"), CommandLine.of("--set", "900", "120", "300"));

  private static final List<CommandLine> WHOLE_TABLE =
      List.of(
          CommandLine.of("-Sn"),
          CommandLine.of("-Ln", "--thresholds"),
          CommandLine.of("-L", "--timeout"));

  private static final List<CommandLine> LISTINGS =
      List.of(
          CommandLine.of("-S"),
          CommandLine.of("-Ln", "--nosort", "--tun-info"),
          CommandLine.of("-L", "--persistent-conn"));

  private final Namespace theirs;
  private final Namespace ours;
  private final RealIpvsadm real;
  private final RealIpvsadm realOnOurs;
  private final OurIpvsadm lvsctl = new OurIpvsadm();

  private Comparison(Namespace theirs, Namespace ours, RealIpvsadm real, RealIpvsadm realOnOurs) {
    this.theirs = theirs;
    this.ours = ours;
    this.real = real;
    this.realOnOurs = realOnOurs;
  }

  /**
   * Makes the namespaces.
   *
   * @param limit for everything that is compared
   * @return to be closed by the caller
   */
  public static Comparison create(Duration limit) {
    Path preloaded = RealIpvsadm.compile();
    Namespace theirs = Namespace.create("theirs");
    Namespace ours = Namespace.create("ours");
    return new Comparison(
        theirs,
        ours,
        RealIpvsadm.start(theirs, preloaded, limit),
        RealIpvsadm.start(ours, preloaded, limit));
  }

  /**
   * Runs a sequence on empty tables.
   *
   * @param sequence in order
   * @return the first difference
   */
  public Optional<Difference> first(List<CommandLine> sequence) {
    List<CommandLine> done = new ArrayList<>();
    for (CommandLine command : RESET) {
      Optional<Difference> difference = compare(command, List.of());
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (CommandLine command : sequence) {
      done.add(command);
      Optional<Difference> difference = compare(command, done);
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (CommandLine listing : WHOLE_TABLE) {
      String one = inNoOrder(real.run(listing).output());
      String other = inNoOrder(realOnOurs.run(listing).output());
      if (!one.equals(other)) {
        return Optional.of(new Difference(done, "The tables differ in " + listing, one, other));
      }
    }
    for (CommandLine listing : LISTINGS) {
      List<CommandLine> all = new ArrayList<>(done);
      all.add(listing);
      Optional<Difference> difference = compare(listing, all);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /**
   * The same difference, or another, with as few and as short command lines as can be found by
   * leaving out one thing at a time.
   *
   * @param found the difference to make smaller
   * @return the smallest
   */
  public Difference shrink(Difference found) {
    Difference smallest = found;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (List<CommandLine> candidate : simpler(smallest.commands())) {
        Optional<Difference> still = first(candidate);
        if (still.isPresent()) {
          smallest = still.get();
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private Optional<Difference> compare(CommandLine command, List<CommandLine> done) {
    for (int attempt = 1; ; attempt++) {
      Outcome expected = theirs(command);
      Outcome actual = lvsctl.run(command.onlyPrints() ? theirs : ours, PROGRAM, command);
      if (expected.equals(actual)) {
        return Optional.empty();
      }
      // kernels from 7.1 bring a table that has grown into another order, some time later
      boolean moved = command.onlyPrints() && !theirs(command).equals(expected);
      if (!moved || attempt == ATTEMPTS) {
        return Optional.of(
            new Difference(
                done, "The last command differs", expected.toString(), actual.toString()));
      }
    }
  }

  private Outcome theirs(CommandLine command) {
    return Exceptions.asReleased(real.run(command));
  }

  private static List<List<CommandLine>> simpler(List<CommandLine> commands) {
    List<List<CommandLine>> candidates = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      List<CommandLine> without = new ArrayList<>(commands);
      without.remove(i);
      candidates.add(without);
    }
    for (int i = 0; i < commands.size(); i++) {
      CommandLine command = commands.get(i);
      for (int arg = 0; arg < command.args().size(); arg++) {
        List<String> args = new ArrayList<>(command.args());
        args.remove(arg);
        candidates.add(replaced(commands, i, new CommandLine(args, command.input())));
      }
      List<String> lines = Arrays.asList(command.input().split("(?<=\n)", -1));
      for (int line = 0; line < lines.size() && lines.size() > 1; line++) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(line);
        candidates.add(
            replaced(commands, i, new CommandLine(command.args(), String.join("", fewer))));
      }
    }
    candidates.removeIf(candidate -> candidate.stream().anyMatch(Exceptions::covers));
    return candidates;
  }

  private static List<CommandLine> replaced(List<CommandLine> in, int index, CommandLine by) {
    List<CommandLine> out = new ArrayList<>(in);
    out.set(index, by);
    return out;
  }

  /** Services with their servers, sorted as text; without the line that tells the table's size. */
  private static String inNoOrder(String listing) {
    TreeSet<String> services = new TreeSet<>();
    StringBuilder service = new StringBuilder();
    for (String line : listing.split("\n", -1)) {
      if (!line.startsWith("  ->") && !line.startsWith("-a ")) {
        services.add(service.toString());
        service.setLength(0);
      }
      service.append(line.startsWith("IP Virtual Server version") ? "" : line + "\n");
    }
    services.add(service.toString());
    return String.join("", services);
  }

  @Override
  public void close() {
    real.close();
    realOnOurs.close();
    theirs.close();
    ours.close();
  }
}

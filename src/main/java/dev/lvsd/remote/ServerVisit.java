package dev.lvsd.remote;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Does a task on one machine: one round trip to look, one more to act and to look again. Owned by
 * one thread.
 */
final class ServerVisit {
  /** So often somebody else may come first before this gives up. */
  private static final int ATTEMPTS = 3;

  private final ServerDefinition definition;
  private final ServerHost host;
  private final RemoteShell shell;
  private final VisitSettings settings;
  private int roundTrips;

  ServerVisit(
      ServerDefinition definition, ServerHost host, RemoteShell shell, VisitSettings settings) {
    this.definition = definition;
    this.host = host;
    this.shell = shell;
    this.settings = settings;
  }

  /**
   * How to visit machines.
   *
   * @param limit of each round trip
   * @param director addresses of the machine on which this runs
   * @param nanoTime a clock
   */
  record VisitSettings(Duration limit, Set<InetAddress> director, LongSupplier nanoTime) {}

  /** Never throws for what is wrong with the machine; that is in the report. */
  ServerReport run(ServerTask task) {
    long began = settings.nanoTime().getAsLong();
    List<String> steps = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    try {
      failure = run(task, steps, findings);
    } catch (LvsdException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    Duration took = Duration.ofNanos(settings.nanoTime().getAsLong() - began);
    return new ServerReport(host.label(), task, steps, findings, failure, roundTrips, took);
  }

  private Optional<String> run(ServerTask task, List<String> steps, List<Finding> findings) {
    HostFacts facts = gather();
    if (host.addresses().isEmpty() && isNobody(facts)) {
      return Optional.of(
          "this machine has no address of a real server of the definition; is it the right one?");
    }
    for (int attempt = 1; ; attempt++) {
      ServerPlan plan = plan(task, facts);
      if (task == ServerTask.CHECK) {
        findings.addAll(inspect(facts));
        leftOver(plan, findings);
        return Optional.empty();
      }
      if (!plan.obstacles().isEmpty()) {
        return Optional.of(String.join("; ", plan.obstacles()));
      }
      plan.notes().forEach(note -> findings.add(Finding.advice(note)));
      if (task == ServerTask.PLAN || plan.steps().isEmpty()) {
        steps.addAll(plan.texts());
        return Optional.empty();
      }
      RemoteShell.Answer answer = ask(Script.apply(plan));
      if (answer.exitCode() == 0) {
        steps.addAll(plan.texts());
        return verify(task, FactsReader.read(answer.output()), findings);
      }
      boolean moved = answer.exitCode() == Script.MOVED;
      if (!moved || attempt == ATTEMPTS) {
        return Optional.of(
            moved ? "it keeps being changed by somebody else" : stopped(plan, answer, steps));
      }
      findings.clear();
      facts = gather();
    }
  }

  private ServerPlan plan(ServerTask task, HostFacts facts) {
    Collection<Claim> wanted =
        task == ServerTask.REMOVE ? List.of() : definition.claimsOn(addresses(facts));
    return ServerPlanner.plan(facts, definition.clusters(), wanted);
  }

  /** What it has counts as well as what it is known by: it may be visited by another address. */
  private Set<InetAddress> addresses(HostFacts facts) {
    Set<InetAddress> all = new HashSet<>(host.addresses());
    facts.addresses().forEach(address -> all.add(address.address()));
    return all;
  }

  /** Whether no real server has an address of this machine. */
  private boolean isNobody(HostFacts facts) {
    return definition.hosts().stream()
        .flatMap(known -> known.addresses().stream())
        .noneMatch(facts::has);
  }

  private List<Finding> inspect(HostFacts facts) {
    Set<InetAddress> addresses = addresses(facts);
    return Inspection.of(
        facts, definition.claimsOn(addresses), definition.servedBy(addresses), settings.director());
  }

  /** What is not wrong for the definition, and is not as lvsd would have it. */
  private static void leftOver(ServerPlan plan, List<Finding> findings) {
    boolean faulty = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.FAULT);
    if (!faulty && !plan.texts().isEmpty()) {
      findings.add(
          Finding.advice("lvsctl rs apply would still: " + String.join(", ", plan.texts())));
    }
  }

  private Optional<String> verify(ServerTask task, HostFacts facts, List<Finding> findings) {
    ServerPlan rest = plan(task, facts);
    if (!rest.texts().isEmpty() || !rest.obstacles().isEmpty()) {
      List<String> left = rest.obstacles().isEmpty() ? rest.texts() : rest.obstacles();
      return Optional.of(
          "everything was done, and it does not look so: "
              + String.join(", ", left)
              + "; something else there sets it back");
    }
    if (task == ServerTask.APPLY) {
      findings.addAll(inspect(facts));
    }
    return Optional.empty();
  }

  /** Which step failed, and what the machine said. */
  private static String stopped(ServerPlan plan, RemoteShell.Answer answer, List<String> done) {
    List<String> lines = answer.output().lines().toList();
    int last = -1;
    int at = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(Script.STEP)) {
        last++;
        at = i;
      }
    }
    if (last < 0 || last >= plan.steps().size()) {
      return "prepare the machine: " + Words.last(answer.output(), 3);
    }
    ServerPlan before =
        new ServerPlan(plan.seen(), plan.steps().subList(0, last), List.of(), List.of());
    done.addAll(before.texts());
    return plan.steps().get(last).text()
        + ": "
        + Words.last(String.join("\n", lines.subList(at + 1, lines.size())), 3)
        + "; the machine keeps silent about every virtual address; run this again when the reason"
        + " is mended, or take it back: lvsctl rs remove";
  }

  private HostFacts gather() {
    RemoteShell.Answer answer = ask(Script.gather());
    if (answer.exitCode() != 0) {
      throw new LvsdException(
          Blame.REMOTE, "look at the machine: " + Words.last(answer.output(), 3));
    }
    return FactsReader.read(answer.output());
  }

  private RemoteShell.Answer ask(String script) {
    roundTrips++;
    return shell.run(script, settings.limit());
  }
}

package dev.lvsd.cli;

import dev.lvsd.cli.view.StatusSummary;
import dev.lvsd.diag.Problem;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Definition;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands can ask for. Failures are {@link dev.lvsd.diag.LvsdException}s. */
public interface Operations extends AutoCloseable {
  /**
   * Reads and checks definitions; touches nothing else.
   *
   * @param files files, directories, or {@code -} for standard input
   * @return the definition if there was no error, and every problem found
   */
  Checked check(List<Path> files);

  /**
   * Compares definitions with the table.
   *
   * @param request what and how
   * @return what apply would do
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   */
  Plan plan(PlanRequest request);

  /**
   * Makes the table as wanted.
   *
   * @param request what and how
   * @param listener hears about progress
   * @return how each change ended
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   */
  ApplyReport apply(ApplyRequest request, ApplyListener listener);

  /**
   * The table as it is.
   *
   * @return every service with its servers, in the order of service keys
   */
  List<VirtualService> table();

  /**
   * Every connection and persistence template.
   *
   * @param consumer called for each, in the order of the data plane
   */
  void connections(Consumer<Connection> consumer);

  /**
   * The connection time-outs.
   *
   * @return all three
   */
  Timeouts timeouts();

  /**
   * The sync daemons that run.
   *
   * @return none to two
   */
  List<SyncDaemon> syncDaemons();

  /**
   * The state of data plane and table in a few numbers.
   *
   * @return a summary
   */
  StatusSummary status();

  /**
   * The JSON schema of definitions.
   *
   * @return a JSON document
   */
  String schema();

  /**
   * Makes a definition out of rules of ipvsadm, or out of the table as it is.
   *
   * @param rules a file as {@code ipvsadm -S} writes it, or {@code -} for standard input; empty for
   *     the table
   * @return YAML, and what is not in it
   * @throws InvalidDefinitionException with every line that ipvsadm would refuse
   */
  Document importRules(Optional<Path> rules);

  /**
   * The table as rules for {@code ipvsadm -R}.
   *
   * @return rules with thresholds, and what is not in them
   */
  Document exportRules();

  /**
   * What was wanted, and going back to it.
   *
   * @return the questions about the history
   */
  HistoryOperations history();

  /**
   * Weights and drains of single servers.
   *
   * @return what can be asked of them
   */
  JobOperations jobs();

  /**
   * Virtual addresses.
   *
   * @return open as long as this is
   */
  VipOperations vips();

  /**
   * The director beside its table.
   *
   * @return open as long as this is
   */
  HostOperations host();

  /**
   * What only the daemon can answer.
   *
   * @return throws {@link DaemonUnreachableException} when asked where there is no daemon
   */
  DaemonOperations daemon();

  /**
   * What concerns real servers, which are other machines.
   *
   * @return asks them when it is asked
   */
  RealServerOperations realServers();

  /** Lets go of what was opened. */
  @Override
  void close();

  /**
   * A table in another form.
   *
   * @param text the document
   * @param losses what of the table is not in it and why, one sentence each
   */
  record Document(String text, List<String> losses) {}

  /**
   * The result of a check.
   *
   * @param definition empty if there is an error
   * @param problems errors and warnings, in the order of files and lines
   */
  record Checked(Optional<Definition> definition, List<Problem> problems) {}

  /**
   * What to plan.
   *
   * @param files files, directories, or {@code -} for standard input
   * @param prune remove services that nobody defined
   * @param now remove at once instead of quiescing first
   * @param reloadModule load ip_vs anew where its table has another size, which cuts connections
   */
  record PlanRequest(List<Path> files, boolean prune, boolean now, boolean reloadModule) {}

  /**
   * What to apply.
   *
   * @param plan what to plan
   * @param failFast stop at the first failure
   * @param drainWait how long to wait for connections of removed servers to end; what still has
   *     connections then stays quiesced
   * @param drainDeadline cut what is still open after this long; empty: never
   * @param confirmWithin go back to what was wanted before, unless somebody confirms it within this
   *     time; empty: it stays
   * @param remark what the history says of it
   */
  record ApplyRequest(
      PlanRequest plan,
      boolean failFast,
      Duration drainWait,
      Optional<Duration> drainDeadline,
      Optional<Duration> confirmWithin,
      Remark remark) {}

  /**
   * What the history says of something.
   *
   * @param command what was typed, in one line
   * @param reason why, in one line; may be empty
   */
  record Remark(String command, String reason) {}
}

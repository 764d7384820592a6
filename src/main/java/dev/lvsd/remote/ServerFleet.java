package dev.lvsd.remote;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does a task on many machines at a time, with a bound. What is wrong with one machine never stops
 * the others. {@link Listener#done} is called by the thread that called {@link #run}.
 */
public final class ServerFleet {
  private final RemoteShell.Opener shells;
  private final int parallel;
  private final Duration limit;
  private final Set<InetAddress> director;

  /**
   * Gets ready.
   *
   * @param shells opens a shell on each machine
   * @param parallel how many machines at a time, at least 1
   * @param limit of each round trip
   * @param director addresses of the machine on which this runs, through which answers of nat must
   *     go
   */
  public ServerFleet(
      RemoteShell.Opener shells, int parallel, Duration limit, Set<InetAddress> director) {
    this.shells = shells;
    this.parallel = parallel;
    this.limit = limit;
    this.director = Set.copyOf(director);
  }

  /** Hears how it goes on. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A machine is finished.
     *
     * @param report how it went
     * @param finished how many are, with this one
     * @param total how many there are
     */
    void done(ServerReport report, int finished, int total);
  }

  /**
   * Does a task everywhere.
   *
   * @param task what to do
   * @param definition for whom
   * @param hosts where
   * @param listener hears of each machine as it is finished
   * @return a report for each, in the order of {@code hosts}
   */
  public List<ServerReport> run(
      ServerTask task, ServerDefinition definition, List<ServerHost> hosts, Listener listener) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(parallel, hosts.size())));
    try {
      CompletionService<Visited> visits = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < hosts.size(); i++) {
        int place = i;
        visits.submit(() -> new Visited(place, visit(task, definition, hosts.get(place))));
      }
      ServerReport[] reports = new ServerReport[hosts.size()];
      for (int finished = 1; finished <= reports.length; finished++) {
        Visited visited = visits.take().get(); // each round trip has a limit
        reports[visited.place()] = visited.report();
        listener.done(visited.report(), finished, reports.length);
      }
      return List.of(reports);
    } catch (ExecutionException e) {
      throw new IllegalStateException("visits report what fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LvsdException(Blame.USER, task.text() + " real servers: interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * A machine that is finished.
   *
   * @param place among the machines, from 0
   */
  private record Visited(int place, ServerReport report) {}

  /** A mistake of lvsd on one machine is told as such, and does not hide the others' reports. */
  private ServerReport visit(ServerTask task, ServerDefinition definition, ServerHost host) {
    String reason;
    try (RemoteShell shell = shells.open(host.target())) {
      ServerVisit.VisitSettings settings =
          new ServerVisit.VisitSettings(limit, director, System::nanoTime);
      return new ServerVisit(definition, host, shell, settings).run(task);
    } catch (LvsdException e) {
      reason = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      reason = "lvsd did not foresee this, please report it: " + e;
    }
    return new ServerReport(
        host.label(), task, List.of(), List.of(), Optional.of(reason), 0, Duration.ZERO);
  }
}

package dev.lvsd.cli;

import dev.lvsd.probe.ProbeReport;
import dev.lvsd.remote.ServerReport;
import dev.lvsd.remote.ServerTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the commands can ask about real servers, which are other machines. */
public interface RealServerOperations {
  /**
   * Does a task on the real servers of definitions, many at a time.
   *
   * @param request what, for which definitions, where
   * @param listener hears of each machine as it is finished, on the calling thread
   * @return how it went with each
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   */
  Answer run(Request request, Listener listener);

  /**
   * Asks from this machine, which is the director: who answers for virtual addresses, and whether
   * real servers answer what is forwarded to them. Needs no ssh.
   *
   * @param request for which definitions, where
   * @param listener hears how it goes on, on the calling thread
   * @return what was seen
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   * @throws dev.lvsd.diag.LvsdException without CAP_NET_RAW
   */
  ProbeAnswer probe(ProbeRequest request, ProbeListener listener);

  /** Hears how a probe goes on. */
  @FunctionalInterface
  interface ProbeListener {
    /**
     * A connection has been tried.
     *
     * @param finished how many were
     * @param total how many there are
     */
    void tried(int finished, int total);
  }

  /**
   * What to probe.
   *
   * @param files files, directories, or {@code -} for standard input
   * @param only addresses, ssh hosts or names of real servers; none: all
   * @param interfaceName where to ask for virtual addresses; empty: where they are
   * @param parallel how many connections at a time
   * @param limit of each question
   */
  record ProbeRequest(
      List<Path> files,
      List<String> only,
      Optional<String> interfaceName,
      int parallel,
      Duration limit) {
    /** Copies the lists. */
    public ProbeRequest {
      files = List.copyOf(files);
      only = List.copyOf(only);
    }
  }

  /**
   * What was seen.
   *
   * @param report of virtual addresses and real servers
   * @param notes what could not be known from the definition
   */
  record ProbeAnswer(ProbeReport report, List<String> notes) {
    /** Copies the list. */
    public ProbeAnswer {
      notes = List.copyOf(notes);
    }
  }

  /** Hears how it goes on. */
  @FunctionalInterface
  interface Listener {
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
   * What to do.
   *
   * @param task the task
   * @param files files, directories, or {@code -} for standard input
   * @param local on this machine, without ssh
   * @param only addresses, ssh hosts or names of real servers; none: all
   * @param parallel how many machines at a time
   * @param limit of each round trip
   * @param sshConfig in place of the operator's ssh_config
   */
  record Request(
      ServerTask task,
      List<Path> files,
      boolean local,
      List<String> only,
      int parallel,
      Duration limit,
      Optional<Path> sshConfig) {
    /** Copies the lists. */
    public Request {
      files = List.copyOf(files);
      only = List.copyOf(only);
    }
  }

  /**
   * How it went.
   *
   * @param reports one for each machine, in the order of the definition
   * @param notes what could not be known from the definition
   */
  record Answer(List<ServerReport> reports, List<String> notes) {
    /** Copies the lists. */
    public Answer {
      reports = List.copyOf(reports);
      notes = List.copyOf(notes);
    }
  }
}

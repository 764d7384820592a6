package dev.lvsd.ipvsadm;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of ipvsadm on an open data plane: reads command lines, executes them and prints.
 *
 * <p>Changes of a restore are gathered and sent together. They are sent before anything that prints
 * or ends the run, and whenever the input makes us wait, so nobody sees a difference but the clock.
 */
final class Session {
  private static final int DONE = 0;
  private static final int LISTING_FAILED = 1;

  /** Changes of a restore that are sent together at most. */
  private static final int BATCH = 4096;

  private final String program;
  private final Ipvs ipvs;
  private final Names names;
  private final boolean posix;
  private final InputStream in;
  private final Output out;
  private final PrintStream err;
  private final DataPlaneInfo info;

  /** Gathered changes of a restore. */
  private final List<IpvsCommand> gathered = new ArrayList<>();

  /** Result of the last line of a restore. */
  private int result = DONE;

  /**
   * A run. Asks the data plane for its version and size, once.
   *
   * @param program how it was called
   */
  Session(
      String program,
      Ipvs ipvs,
      Names names,
      boolean posix,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    this.program = program;
    this.ipvs = ipvs;
    this.names = names;
    this.posix = posix;
    this.in = in;
    this.out = new Output(out);
    this.err = err;
    this.info = ipvs.info();
  }

  /** Executes a command line and returns the exit code. */
  int run(String[] argv) {
    try {
      if (argv.length == 0) {
        return listAll(Format.PLAIN);
      }
      return execute(CommandLineParser.parse(program, argv, names, posix), false);
    } catch (Refusal e) {
      Output.line(err, e.text());
      return e.exitCode();
    } finally {
      out.flush();
    }
  }

  private int execute(Invocation invocation, boolean restoring) {
    if (invocation instanceof Invocation.Change change) {
      return change(change.command());
    } else if (invocation instanceof Invocation.ListAll list) {
      return listAll(list.format());
    } else if (invocation instanceof Invocation.ListService list) {
      return listService(list.service(), list.format());
    } else if (invocation instanceof Invocation.ListConnections list) {
      return listConnections(list.format());
    } else if (invocation instanceof Invocation.ListTimeouts) {
      return listTimeouts();
    } else if (invocation instanceof Invocation.ListDaemons) {
      return listDaemons();
    } else if (invocation instanceof Invocation.ThresholdsUpsideDown refused) {
      boolean known = ipvs.service(refused.service()).isPresent();
      Output.line(err, known ? Errors.OUT_OF_RANGE : Errors.NO_SERVICE);
      return Refusal.FAILED;
    } else if (invocation instanceof Invocation.Help) {
      out.text().append(UsageText.of(program));
      return DONE;
    } else if (invocation instanceof Invocation.Version) {
      out.text().append(UsageText.VERSION);
      return DONE;
    }
    if (restoring) {
      throw Refusal.tryHelp(program);
    }
    return restore();
  }

  private int change(IpvsCommand command) {
    try {
      ipvs.execute(command);
      return DONE;
    } catch (IpvsException e) {
      Output.line(err, Errors.of(command, e));
      return Refusal.FAILED;
    }
  }

  private int restore() {
    RestoreReader lines = new RestoreReader(in);
    try {
      for (String[] line = lines.next(); line != null; line = lines.next()) {
        if (line.length > 0) {
          Invocation invocation = parsed(line);
          if (invocation instanceof Invocation.Change change) {
            gathered.add(change.command());
          } else if (invocation != null) {
            sendGathered();
            result = execute(invocation, true);
            out.flush();
            if (endsRun(invocation, result)) {
              return result;
            }
          }
        }
        if (gathered.size() == BATCH || lines.wouldWait()) {
          sendGathered();
        }
      }
    } catch (IOException e) {
      Output.line(err, "cannot read standard input: " + e.getMessage());
      result = LISTING_FAILED;
    } finally {
      sendGathered();
    }
    return result;
  }

  /** The invocation of a restored line; null if the line failed and the restore goes on. */
  private @Nullable Invocation parsed(String[] line) {
    try {
      return CommandLineParser.parse(program, line, names, posix);
    } catch (Refusal e) {
      if (e.endsRestore()) {
        throw e;
      }
      sendGathered();
      Output.line(err, e.text());
      result = e.exitCode();
      return null;
    }
  }

  private static boolean endsRun(Invocation invocation, int result) {
    return result == LISTING_FAILED
        || invocation instanceof Invocation.Help
        || invocation instanceof Invocation.Version;
  }

  private void sendGathered() {
    if (gathered.isEmpty()) {
      return;
    }
    List<IpvsCommand> batch = List.copyOf(gathered);
    gathered.clear();
    try {
      ipvs.execute(batch, FailureMode.CONTINUE, new RestoreListener());
    } catch (IpvsException e) {
      Output.line(err, Errors.ofListing(e));
      result = Refusal.FAILED;
    }
  }

  private int listAll(Format format) {
    StringBuilder text = out.text();
    if (format.layout() != Format.Layout.RULES) {
      text.append("IP Virtual Server version ").append(info.versionText());
      text.append(" (size=").append((int) info.connectionTableSize()).append(")\n");
    }
    try {
      ServiceStatus[] services = ipvs.services().toArray(new ServiceStatus[0]);
      if (format.sorted()) {
        KernelOrder.sortServices(services);
      }
      ServiceRenderer renderer = new ServiceRenderer(format, names);
      renderer.title(text);
      for (ServiceStatus service : services) {
        // servers are read when their service is written, as ipvsadm does, and never held together
        renderer.service(text, new VirtualService(service, ipvs.servers(service.key())));
        out.written();
      }
      return DONE;
    } catch (IpvsException e) {
      Output.line(err, Errors.ofListing(e));
      return LISTING_FAILED;
    }
  }

  private int listService(ServiceKey key, Format format) {
    try {
      Optional<ServiceStatus> found = ipvs.service(key);
      if (found.isEmpty()) {
        Output.line(err, Errors.NOTHING_TO_LIST);
        return LISTING_FAILED;
      }
      ServiceRenderer renderer = new ServiceRenderer(format, names);
      renderer.title(out.text());
      renderer.service(out.text(), new VirtualService(found.get(), ipvs.servers(key)));
      return DONE;
    } catch (IpvsException e) {
      Output.line(err, Errors.ofListing(e));
      return LISTING_FAILED;
    }
  }

  private int listConnections(Format format) {
    ConnectionRenderer renderer = new ConnectionRenderer(format, names);
    try {
      renderer.title(out.text());
      ipvs.connections(
          connection -> {
            renderer.connection(out.text(), connection);
            out.written();
          });
      return DONE;
    } catch (IpvsException e) {
      Output.line(err, "cannot open file /proc/net/ip_vs_conn");
      return LISTING_FAILED;
    }
  }

  private int listTimeouts() {
    try {
      Timeouts timeouts = ipvs.timeouts();
      StringBuilder text = out.text();
      text.append("Timeout (tcp tcpfin udp): ").append(timeouts.tcpSeconds());
      text.append(' ').append(timeouts.tcpFinSeconds());
      text.append(' ').append(timeouts.udpSeconds()).append('\n');
      return DONE;
    } catch (IpvsException e) {
      return LISTING_FAILED; // ipvsadm gives no reason here
    }
  }

  private int listDaemons() {
    try {
      for (SyncDaemon daemon : ipvs.syncDaemons()) {
        DaemonRenderer.daemon(out.text(), daemon);
      }
      return DONE;
    } catch (IpvsException e) {
      return LISTING_FAILED; // ipvsadm gives no reason here
    }
  }

  /** Prints refusals in the order of the lines. */
  private final class RestoreListener implements BatchListener {
    @Override
    public void done(IpvsCommand command) {
      result = DONE;
    }

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      Output.line(err, Errors.of(command, failure));
      result = Refusal.FAILED;
    }
  }
}

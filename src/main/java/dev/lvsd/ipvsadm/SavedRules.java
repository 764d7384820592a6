package dev.lvsd.ipvsadm;

import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problems;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.VirtualService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code ipvsadm -S} wrote, or people in its manner, as the table that {@code
 * ipvsadm-restore} would make of it. Lines that begin with {@code #} are comments. Owned by one
 * thread.
 */
public final class SavedRules {
  private static final String PROGRAM = "ipvsadm";
  private static final String NO_RULE = "is no rule";

  private final Names names;
  private final Problems problems;
  private final Map<ServiceKey, Service> table = new LinkedHashMap<>();

  /** A service and its servers, oldest first. */
  private static final class Service {
    ServiceSpec spec;
    final Map<ServerKey, ServerSpec> servers = new LinkedHashMap<>();

    Service(ServiceSpec spec) {
      this.spec = spec;
    }
  }

  private SavedRules(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /**
   * Reads rules.
   *
   * @param in the rules, one per line
   * @param file what to call them in problems
   * @param names of hosts and services, which rules can have
   * @param problems takes an error for each line that a restore would refuse
   * @return services in the order of the rules, with servers newest first
   * @throws IOException if it cannot be read
   */
  public static List<VirtualService> read(
      InputStream in, String file, Names names, Problems problems) throws IOException {
    SavedRules rules = new SavedRules(names, problems);
    RestoreReader lines = new RestoreReader(in);
    int number = 0;
    for (String[] line = lines.next(); line != null; line = lines.next()) {
      number++;
      if (line.length > 0 && !line[0].startsWith("#")) {
        rules.take(line, new Position(file, number, 0));
      }
    }
    return rules.table();
  }

  private void take(String[] line, Position position) {
    try {
      Invocation invocation = CommandLineParser.parse(PROGRAM, line, names, false);
      String refusal = take(invocation);
      if (!refusal.isEmpty()) {
        problems.error(position, "", refusal, "");
      }
    } catch (Refusal e) {
      problems.error(position, "", e.text().strip(), "");
    }
  }

  /** Why the kernel would refuse it; empty if it would not. */
  private String take(Invocation invocation) {
    if (invocation instanceof Invocation.ThresholdsUpsideDown) {
      return "the lower threshold is above the upper one";
    }
    return invocation instanceof Invocation.Change change ? take(change.command()) : NO_RULE;
  }

  private String take(IpvsCommand command) {
    if (command instanceof IpvsCommand.CreateService create) {
      Service before = table.putIfAbsent(create.spec().key(), new Service(create.spec()));
      return before == null ? "" : "Service already exists";
    } else if (command instanceof IpvsCommand.UpdateService update) {
      Service service = table.get(update.spec().key());
      if (service == null) {
        return Errors.NOTHING_TO_LIST;
      }
      service.spec = update.spec();
      return "";
    } else if (command instanceof IpvsCommand.DeleteService delete) {
      return table.remove(delete.service()) == null ? Errors.NOTHING_TO_LIST : "";
    } else if (command instanceof IpvsCommand.Flush) {
      table.clear();
      return "";
    }
    return takeServer(command);
  }

  private String takeServer(IpvsCommand command) {
    if (command instanceof IpvsCommand.AddServer add) {
      Service service = table.get(add.service());
      if (service == null) {
        return Errors.NO_SERVICE;
      }
      ServerSpec before = service.servers.putIfAbsent(add.spec().key(), add.spec());
      return before == null ? "" : "Destination already exists";
    } else if (command instanceof IpvsCommand.UpdateServer update) {
      Service service = table.get(update.service());
      if (service == null) {
        return Errors.NO_SERVICE;
      }
      ServerSpec before = service.servers.replace(update.spec().key(), update.spec());
      return before == null ? "No such destination" : "";
    } else if (command instanceof IpvsCommand.RemoveServer remove) {
      Service service = table.get(remove.service());
      if (service == null) {
        return Errors.NO_SERVICE;
      }
      return service.servers.remove(remove.server()) == null ? "No such destination" : "";
    }
    return NO_RULE;
  }

  private List<VirtualService> table() {
    List<VirtualService> services = new ArrayList<>();
    for (Service service : table.values()) {
      List<ServerStatus> servers = new ArrayList<>();
      for (ServerSpec spec : service.servers.values()) {
        servers.add(new ServerStatus(spec, 0, 0, 0, Statistics.ZERO));
      }
      Collections.reverse(servers);
      services.add(new VirtualService(new ServiceStatus(service.spec, Statistics.ZERO), servers));
    }
    return services;
  }
}

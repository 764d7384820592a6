package dev.lvsd.host;

import dev.lvsd.diag.Blame;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.SysctlName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that are made at boot, in the form of sysctl.d(5). Settings of IPVS are there only
 * once {@code ip_vs} is loaded, which may be later than the boot's own pass over the files; so each
 * line begins with a dash, which says that a setting may be missing.
 */
final class SysctlFile {
  private final OwnFile file;

  SysctlFile(Path path) {
    this.file = new OwnFile(path);
  }

  /**
   * What the file sets.
   *
   * @return values by full name, in the order of names; empty if there is no such file
   */
  Map<String, String> read() {
    Map<String, String> values = new TreeMap<>();
    for (String line : file.lines()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String name = line.substring(line.startsWith("-") ? 1 : 0, equals).strip();
        values.put(dotted(name), IpvsSysctl.normal(line.substring(equals + 1)));
      }
    }
    return values;
  }

  /** Replaces what the file sets. */
  void write(HostCommand.PersistSysctls command) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> entry : command.values().entrySet()) {
      String value = IpvsSysctl.normal(entry.getValue());
      if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new HostException(
            Blame.USER,
            command.describe() + ": " + entry.getKey() + ": a value has one line",
            null);
      }
      lines.add("-" + SysctlName.parse(entry.getKey()) + " = " + value);
    }
    file.replace(command, lines);
  }

  private static String dotted(String name) {
    try {
      return SysctlName.parse(name).toString();
    } catch (IllegalArgumentException e) {
      return name; // somebody edited it; the next plan writes it anew
    }
  }
}

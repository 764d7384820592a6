package dev.lvsd.advise;

import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.ModulePresence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection table of a director: its size, who decides it, and how full it is.
 *
 * @param wants the size that a definition wants, as a power of two
 * @param module {@code ip_vs} as it is
 * @param kernel what the kernel says of itself
 */
record TableCheck(OptionalInt wants, IpvsModule module, KernelFacts kernel) {
  private static final String SUBJECT = "connection table";

  /** The last one on the command line counts. */
  private static final Pattern COMMAND_LINE =
      Pattern.compile(".*(?:^|\\s)ip_vs\\.conn_tab_bits=([0-9]{1,3})(?:\\s.*)?", Pattern.DOTALL);

  List<HostFinding> findings() {
    List<HostFinding> findings = new ArrayList<>();
    module.connTabBits().ifPresent(bits -> findings.add(size(bits)));
    if (!module.presence().isActive() && module.configuredBits().isPresent()) {
      findings.add(
          HostFinding.ok(
              SUBJECT,
              "conn_tab_bits=" + module.configuredBits().getAsInt() + " when ip_vs is loaded",
              ""));
    }
    kernel.table().filter(table -> table.buckets() > 0).ifPresent(t -> findings.add(chains(t)));
    for (String line : kernel.foreignModuleLines()) {
      findings.add(foreign(line));
    }
    return findings;
  }

  private HostFinding size(int bits) {
    String state =
        String.format(
            Locale.ROOT,
            "conn_tab_bits=%d: %s%d buckets",
            bits,
            module.growing() ? "grows and shrinks, to at most " : "",
            1L << bits);
    if (wants.isEmpty()) {
      return HostFinding.ok(
          SUBJECT, state, "enough for as many connections; see: lvsctl advise conn-table");
    }
    int wanted = wants.getAsInt();
    if (module.growing() ? bits >= wanted : bits == wanted) {
      return HostFinding.ok(SUBJECT, state, "as the definition wants");
    }
    String reason = "the definition wants conn_tab_bits=" + wanted;
    if (wanted > module.largestBits()) {
      return HostFinding.problem(
          SUBJECT,
          state,
          reason + ", and this kernel takes at most " + module.largestBits() + " on this machine",
          "set director.connTabBits: " + module.largestBits());
    }
    return HostFinding.problem(SUBJECT, state, reason, howToChange(wanted));
  }

  private String howToChange(int wanted) {
    if (module.presence() == ModulePresence.BUILT_IN) {
      return onCommandLine().equals(OptionalInt.of(wanted))
          ? "the kernel's command line has it, and the kernel did not take it; see dmesg"
          : "ip_vs is built in: add ip_vs.conn_tab_bits="
              + wanted
              + " to the kernel's command line"
              + " and boot";
    }
    boolean configured = module.configuredBits().equals(OptionalInt.of(wanted));
    return (configured ? "boot" : "lvsctl apply, and boot")
        + "; or at once, with all connections lost: lvsctl apply --reload-module";
  }

  private OptionalInt onCommandLine() {
    Matcher matcher = COMMAND_LINE.matcher(kernel.commandLine());
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private static HostFinding chains(ConnTableStatus table) {
    Chains chains = Chains.of(table.nodes(), table.buckets());
    String state =
        String.format(
            Locale.ROOT,
            "%d connections in %d buckets now, chains of %.2f entries, the longest has %d",
            table.connections(),
            table.buckets(),
            chains.mean(),
            table.longestChain());
    return chains.mean() <= 2
        ? HostFinding.ok(SUBJECT, state, "")
        : HostFinding.consider(
            SUBJECT,
            state,
            "long chains make every packet dearer",
            "lvsctl advise conn-table says which size would do");
  }

  private static HostFinding foreign(String line) {
    boolean blocks = line.contains(": install ") || line.contains(": blacklist ");
    return HostFinding.consider(
        "modprobe configuration",
        line,
        blocks
            ? "keeps ip_vs from being loaded when somebody asks for it"
            : "when the kernel loads ip_vs by itself, the last of several options counts",
        "remove that line, and leave the size to director.connTabBits");
  }
}

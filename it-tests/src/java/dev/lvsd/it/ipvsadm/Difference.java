package dev.lvsd.it.ipvsadm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the two programs part.
 *
 * @param commands what was run on empty tables; the last one shows the difference
 * @param what of it differs
 * @param theirs what ipvsadm said
 * @param ours what lvsctl said
 */
public record Difference(List<CommandLine> commands, String what, String theirs, String ours) {
  @Override
  public String toString() {
    return commands.stream().map(CommandLine::toString).collect(Collectors.joining("\n"))
        + "\n"
        + what
        + "\n--- ipvsadm: "
        + theirs
        + "\n--- lvsctl ipvsadm: "
        + ours;
  }
}

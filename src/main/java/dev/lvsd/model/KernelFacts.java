package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a kernel says of itself beside the state of a director.
 *
 * @param release as {@code uname -r} prints it
 * @param geometry how it keeps connections
 * @param table the connection table as the kernel measures it; empty before 7.1, and without root
 * @param commandLine what the kernel was booted with
 * @param foreignModuleLines what others say below modprobe.d about {@code ip_vs}, with the file, in
 *     the order in which modprobe reads it
 * @param backlogDrops packets dropped since boot because a processor's backlog was full
 */
public record KernelFacts(
    String release,
    TableGeometry geometry,
    Optional<ConnTableStatus> table,
    String commandLine,
    List<String> foreignModuleLines,
    long backlogDrops) {
  /** Copies the list. */
  public KernelFacts {
    requireNonNull(release, "release");
    requireNonNull(geometry, "geometry");
    requireNonNull(table, "table");
    requireNonNull(commandLine, "commandLine");
    foreignModuleLines = List.copyOf(foreignModuleLines);
  }
}

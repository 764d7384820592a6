package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the daemon was started.
 *
 * @param stateDirectory where it remembers things
 * @param socket where it listens
 * @param period time from one look at the kernel to the next
 * @param definitions what is to be kept true instead of what was applied last; empty: that
 */
public record DaemonSettings(
    Path stateDirectory, Path socket, Duration period, Optional<Path> definitions) {}

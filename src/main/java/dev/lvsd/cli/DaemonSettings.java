package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the daemon was started.
 *
 * @param stateDirectory where it remembers things
 * @param socket where it listens
 * @param period time from one look at the kernel to the next
 */
public record DaemonSettings(Path stateDirectory, Path socket, Duration period) {}

/**
 * lvsd, a controller for Linux Virtual Server. ARCHITECTURE.md has the map of the packages; {@code
 * ArchitectureTest} enforces it.
 */
@NullMarked
package dev.lvsd;

import org.jspecify.annotations.NullMarked;

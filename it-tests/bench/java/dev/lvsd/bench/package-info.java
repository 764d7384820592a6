/** The engine of the Java data plane alone, without packet I/O; started by {@code engine}. */
package dev.lvsd.bench;

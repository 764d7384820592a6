/**
 * How answers look: tables for people, JSON and YAML for programs. Every view shows the same facts.
 *
 * <p>Knows {@code model}, {@code diag} and {@code plan}; must not import {@code dev.lvsd.cli}
 * itself, picocli, or anything that asks a kernel. Gson and SnakeYAML appear in one class each, so
 * that a table costs neither.
 */
@NullMarked
package dev.lvsd.cli.view;

import org.jspecify.annotations.NullMarked;

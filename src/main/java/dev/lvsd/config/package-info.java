/**
 * From the YAML of a definition to {@link dev.lvsd.model.Definition}, with every problem of a run
 * at once.
 *
 * <p>Each YAML block is one class ({@code …Block}) with that YAML in its Javadoc. It declares its
 * keys once, as {@code Field}s of a {@code BlockSpec}; the reader and the JSON schema for editors
 * both follow these declarations. Every scalar is text until its field says what it is, so YAML's
 * own guesses ({@code on}, {@code 0123}, {@code 10:80}) never happen.
 *
 * <p>May import {@code model}, {@code diag}, SnakeYAML and, for writing the schema, Gson. Never
 * {@code ipvs}, {@code plan} or anything that opens a socket.
 */
@NullMarked
package dev.lvsd.config;

import org.jspecify.annotations.NullMarked;

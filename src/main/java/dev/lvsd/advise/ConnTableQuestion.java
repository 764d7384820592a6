package dev.lvsd.advise;

import java.util.Optional;

/**
 * For what a connection table is to be sized.
 *
 * @param load what it has to hold; empty: what the table has now
 * @param release of another kernel than the running one
 */
public record ConnTableQuestion(Optional<ConnectionLoad> load, Optional<String> release) {}

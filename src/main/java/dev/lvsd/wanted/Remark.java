package dev.lvsd.wanted;

/**
 * What the history says about how an entry came.
 *
 * @param user who asked
 * @param command what was typed, in one line
 * @param reason why, in one line; may be empty
 */
public record Remark(String user, String command, String reason) {}

package dev.lvsd.config;

import dev.lvsd.model.Addresses;

/**
 * How to log in. What is missing is left to ssh and its own configuration.
 *
 * <pre>{@code
 * ssh: {host: a.example.net, user: ops, port: 22}
 * }</pre>
 */
final class SshBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Ssh", "How to log in; what is missing is left to ssh.");
  static final Field<String> HOST =
      SPEC.optional(
          "host",
          Scalars.text(
              "a host",
              "a host name or an address",
              Scalars.looseSchema(
                  "^((?=[A-Za-z0-9])([A-Za-z0-9_-]+\\.)*[A-Za-z][A-Za-z0-9_-]*|"
                      + Terms.ADDRESS_PATTERN
                      + ")$",
                  "string",
                  "boolean"),
              SshBlock::isHost),
          "Host name or address. Missing: the real server's address.");
  static final Field<String> USER =
      SPEC.optional(
          "user",
          Scalars.text(
              "a user name",
              "1 to 32 letters, digits, dots, dashes or underscores, a letter first",
              Scalars.looseSchema("^[A-Za-z_][A-Za-z0-9._-]{0,31}$", "string", "boolean"),
              SshBlock::isUser),
          "Login name.");
  static final Field<Integer> PORT =
      SPEC.optional("port", Scalars.wholeInt("an ssh port", 1, 65535), "TCP port.");

  private SshBlock() {}

  private static boolean isUser(String text) {
    return Terms.isWord("a" + text, 33, "._-")
        && text.length() >= 1
        && (text.charAt(0) == '_' || Character.isLetter(text.charAt(0)));
  }

  /** Names and addresses that no program can take for an option or for a number. */
  private static boolean isHost(String text) {
    if (text.length() > 253) {
      return false;
    }
    String lastLabel = text.substring(text.lastIndexOf('.') + 1);
    if (!lastLabel.isEmpty()
        && Character.isLetter(lastLabel.charAt(0))
        && Terms.isWord(text, 253, "._-")) {
      return !text.contains("..");
    }
    try {
      Addresses.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // neither a name nor an address
    }
  }
}

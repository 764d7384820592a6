package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where ssh logs in. What is missing is left to ssh and the operator's own configuration.
 *
 * @param host name, alias of ssh_config, or address
 * @param user login name
 * @param port TCP port
 */
public record SshTarget(String host, Optional<String> user, OptionalInt port) {
  // what a definition may say is narrower; this holds whoever made the target
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:-]{0,252}");
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,31}");

  /** Refuses what ssh could take for an option, a list or a command. */
  public SshTarget {
    requireNonNull(port, "port");
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("not a host name or address: " + printable(host));
    }
    if (user.isPresent() && !USER.matcher(user.get()).matches()) {
      throw new IllegalArgumentException("not a login name: " + printable(user.get()));
    }
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
      throw new IllegalArgumentException("port " + port.getAsInt() + ": expected 1 to 65535");
    }
  }

  /** {@code ops@a.example.net:2222}, as far as it is known. */
  @Override
  public String toString() {
    return user.map(name -> name + "@").orElse("")
        + (host.indexOf(':') >= 0 && port.isPresent() ? "[" + host + "]" : host)
        + (port.isPresent() ? ":" + port.getAsInt() : "");
  }

  private static String printable(String text) {
    return "'" + text.replaceAll("[^\\x20-\\x7e]", "?") + "'";
  }
}

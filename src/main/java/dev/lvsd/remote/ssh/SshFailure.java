package dev.lvsd.remote.ssh;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.remote.SshTarget;
import java.util.List;
import java.util.stream.Collectors;

/** Says why ssh ended, from what it wrote; its texts are those of OpenSSH in every locale. */
final class SshFailure {
  private static final int LONGEST = 300;

  private SshFailure() {}

  static LvsdException explain(SshTarget target, int exitCode, String errors) {
    String login = "log in to " + target + ": ";
    String said = said(errors);
    if (errors.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
      return new LvsdException(
          Blame.REMOTE,
          login
              + "its host key is not the one that is known; another machine answers, or this one was"
              + " installed anew: find out which, then: ssh-keygen -R "
              + target.host());
    }
    if (errors.contains("Host key verification failed")) {
      return new LvsdException(
          Blame.USER,
          login
              + "its host key is not known ("
              + said
              + "); log in once by hand, and compare the key");
    }
    if (errors.contains("a password is required")
        || errors.contains("sudo: a terminal is required")) {
      return new LvsdException(
          Blame.REMOTE,
          login
              + "sudo wants a password; allow it without: "
              + target.user().orElse("USER")
              + " ALL=(root) NOPASSWD: /bin/sh -s");
    }
    if (errors.contains("Permission denied (")) {
      return new LvsdException(
          Blame.USER,
          login
              + "no key was accepted, and passwords are never asked for ("
              + said
              + "); try: ssh-copy-id, or an agent");
    }
    if (exitCode == 255) {
      return new LvsdException(Blame.REMOTE, login + (said.isEmpty() ? "ssh failed" : said));
    }
    return new LvsdException(
        Blame.REMOTE,
        login
            + "the shell ended before its script did"
            + (exitCode < 0 ? "" : ", with exit code " + exitCode)
            + (said.isEmpty() ? "" : ": " + said));
  }

  /** The last lines that are no warnings, on one line. */
  private static String said(String errors) {
    List<String> lines =
        errors
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("@"))
            .filter(line -> !line.startsWith("Warning: Permanently added"))
            .toList();
    String text =
        lines.stream()
            .skip(Math.max(0, lines.size() - 2))
            .map(line -> line.replaceAll("[\\p{Cntrl}]", " "))
            .collect(Collectors.joining("; "));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}

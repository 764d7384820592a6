package dev.lvsd.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.remote.SshTarget;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshFailureTest {
  private static final SshTarget TARGET =
      new SshTarget("a.example.net", Optional.of("ops"), OptionalInt.of(2222));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "255 | ssh: connect to host a port 22: Connection refused | Connection refused",
        "255 | ssh: Could not resolve hostname a: Name or service not known | Could not resolve",
        "255 | @ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @ | ssh-keygen -R a.example.net",
        "255 | Host key verification failed. | its host key is not known",
        "255 | ops@a: Permission denied (publickey,password). | passwords are never asked for",
        "1 | sudo: a password is required | ops ALL=(root) NOPASSWD: /bin/sh -s",
        "1 | This account is currently not available. | exit code 1: This account",
        "-1 | '' | the shell ended before its script did"
      })
  void saysWhatToTry(int exitCode, String errors, String expected) {
    assertThat(SshFailure.explain(TARGET, exitCode, errors))
        .hasMessageStartingWith("log in to ops@a.example.net:2222: ")
        .hasMessageContaining(expected);
  }

  @Test
  void putsNothingOfTheDefinitionOnACommandLineButTheTarget() {
    assertThat(new SshShell(Optional.of(Path.of("/etc/lvsd/ssh"))).open(TARGET)).isNotNull();
    assertThat(new SshShell(Optional.of(Path.of("/etc/lvsd/ssh"))).command(TARGET))
        .startsWith("ssh", "-T", "-F", "/etc/lvsd/ssh", "-o", "BatchMode=yes")
        .endsWith("-l", "ops", "-p", "2222", "--", "a.example.net", SshShell.LOGIN);
  }
}

package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\nb",
        "a'b",
        "a\"b",
        "$(id)",
        "`id`",
        "-oProxyCommand=id",
        "a;id",
        "a@b",
        "a/b",
        "a%hb",
        "é"
      })
  void refusesHostsThatAnyProgramCouldTakeForSomethingElse(String host) {
    assertThatThrownBy(() -> new SshTarget(host, Optional.empty(), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-l", "$(id)", "a:b", "1abc", "a@b"})
  void refusesSuchUsers(String user) {
    assertThatThrownBy(() -> new SshTarget("a", Optional.of(user), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isWrittenAsPeopleWriteIt() {
    assertThat(new SshTarget("a.example.net", Optional.of("ops"), OptionalInt.of(2222)))
        .hasToString("ops@a.example.net:2222");
    assertThat(new SshTarget("2001:db8::1", Optional.empty(), OptionalInt.of(22)))
        .hasToString("[2001:db8::1]:22");
  }
}

package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShellWordTest {
  /** Ends each word in the shell's answer; no text of the tests has it. */
  private static final String END = "\u0001";

  @Property(tries = 25)
  void comesOutOfARealShellAsItWentIn(@ForAll("texts") List<String> texts)
      throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (String text : texts) {
      script.append("printf '%s" + END + "' ").append(ShellWord.quote(text)).append('\n');
    }
    Process shell = new ProcessBuilder("sh", "-s").redirectErrorStream(true).start();
    shell.getOutputStream().write(script.toString().getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().close();
    String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(List.of(answer.split(END, -1)).subList(0, texts.size())).isEqualTo(texts);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> hostile =
        Arbitraries.strings().withChars("'\"\\`$(){}[]<>|&;!#*?~ \t\n\r=%-aé€").ofMaxLength(20);
    Arbitrary<String> any =
        Arbitraries.strings()
            .ofMaxLength(40)
            .filter(text -> text.chars().noneMatch(c -> c == 0 || c == 1))
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    return Arbitraries.oneOf(hostile, any).list().ofMinSize(1).ofMaxSize(40);
  }

  @Test
  void refusesWhatNoShellCanHold() {
    assertThatThrownBy(() -> ShellWord.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.lvsd.ipvsadm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreReaderTest {
  @Test
  void takesWordsBetweenBlanksTabsAndCarriageReturns() throws IOException {
    assertThat(lines(" -A\t-t  x\r\n")).containsExactly(List.of("-A", "-t", "x"));
  }

  @Test
  void leavesOutTheNameOfTheProgram() throws IOException {
    assertThat(lines("ipvsadm -C\n")).containsExactly(List.of("-C"));
  }

  @Test
  void givesEmptyLinesAsSuch() throws IOException {
    assertThat(lines("-C\n\n-Z\n")).containsExactly(List.of("-C"), List.of(), List.of("-Z"));
  }

  @Test
  void takesALastLineWithoutLineFeed() throws IOException {
    assertThat(lines("-C\n-Z")).containsExactly(List.of("-C"), List.of("-Z"));
    assertThat(lines("-Z ")).containsExactly(List.of("-Z"));
  }

  @Test
  void losesALastLineThatEndsInTwoBlanks() throws IOException {
    assertThat(lines("-C\n-Z  ")).containsExactly(List.of("-C"));
  }

  @Test
  void knowsNoComments() throws IOException {
    assertThat(lines("-C # all\n")).containsExactly(List.of("-C", "#", "all"));
  }

  private static List<List<String>> lines(String text) throws IOException {
    RestoreReader reader = new RestoreReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    List<List<String>> lines = new ArrayList<>();
    for (String[] line = reader.next(); line != null; line = reader.next()) {
      lines.add(List.of(line));
    }
    return lines;
  }
}

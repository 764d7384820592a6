package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportExportTest {
  private final Shell shell = new Shell();

  @Test
  void importsTheTableWhereNoFileIsNamed() {
    assertThat(shell.run("import", "ipvsadm")).isZero();
    assertThat(shell.out()).isEqualTo("# from the table\n");
  }

  @Test
  void importsAFile() {
    assertThat(shell.run("import", "ipvsadm", "rules")).isZero();
    assertThat(shell.out()).isEqualTo("# from rules\n");
  }

  @Test
  void exportsRulesAndDefinitions() {
    assertThat(shell.run("export", "ipvsadm")).isZero();
    assertThat(shell.out()).isEqualTo("-A -t 10.0.0.1:80 -s rr\n");
    assertThat(shell.run("export", "yaml")).isZero();
    assertThat(shell.out()).isEqualTo("# from the table\n");
  }

  @Test
  void namesWhatWasLostAndFails() {
    shell.operations.losses = List.of("service x is left out: because");

    assertThat(shell.run("export", "ipvsadm")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err()).isEqualTo("lvsctl: warning: service x is left out: because\n");
  }

  @Test
  void wantsToKnowWhatToImport() {
    assertThat(shell.run("import")).isEqualTo(ExitCodes.USAGE);
  }
}

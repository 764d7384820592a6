package dev.lvsd.ipvsadm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.VirtualService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedRulesTest {
  private final Problems problems = new Problems();

  @Test
  void readsServicesWithTheirServersNewestFirst() throws IOException {
    List<VirtualService> table =
        read(
            """
            # saved yesterday
            -A -t web:http -s rr
            -a -t web:http -r 10.0.0.2:80 -g -w 1
            -a -t web:http -r 10.0.0.3:80 -g -w 1
            -e -t web:http -r 10.0.0.2:80 -g -w 5
            """);

    assertThat(problems.all()).isEmpty();
    assertThat(table)
        .singleElement()
        .extracting(VirtualService::key)
        .hasToString("tcp 10.0.0.1:80");
    assertThat(table.get(0).servers())
        .extracting(server -> server.key() + " " + server.spec().weight())
        .containsExactly("10.0.0.3:80 1", "10.0.0.2:80 5");
  }

  @Test
  void namesEveryLineThatARestoreWouldRefuse() throws IOException {
    read(
        """
        -A -t 10.0.0.1:80
        -A -t 10.0.0.1:80
        -a -t 10.0.0.9:80 -r 10.0.0.2
        -A -t 10.0.0.1
        -d -t 10.0.0.1:80 -r 10.0.0.2
        -L
        nonsense
        """);

    assertThat(problems.all())
        .extracting(Problem::toString)
        .containsExactly(
            "rules:2: Service already exists",
            "rules:3: Service not defined",
            "rules:4: Zero port specified for non-persistent service",
            "rules:5: No such destination",
            "rules:6: is no rule",
            "rules:7: Try `ipvsadm -h' or 'ipvsadm --help' for more information.");
  }

  private List<VirtualService> read(String rules) throws IOException {
    return SavedRules.read(
        new ByteArrayInputStream(rules.getBytes(ISO_8859_1)), "rules", IpvsadmRun.NAMES, problems);
  }
}

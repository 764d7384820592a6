package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.VirtualService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README stays true: what it tells an operator to type works on a director. */
class ReadmeIT {
  private static final Path PROJECT = Path.of(System.getProperty("lvsd.basedir"));

  @Test
  void everyCommandForADirectorWorksInTheOrderOfTheReadme(@TempDir Path state) throws IOException {
    List<String> commands = commandsForADirector();
    assertThat(commands).hasSizeGreaterThan(5);
    try (Namespace director = Namespace.create("director")) {
      for (String command : commands) {
        Program.Result result =
            director
                .program(
                    "env", "-C", PROJECT.toString(), "LVSD_STATE=" + state, "sh", "-c", command)
                .run();
        assertThat(result.exitCode()).as(result.everything()).isZero();
      }
    }
  }

  @Test
  void theLibraryExampleFillsATable() {
    try (Namespace director = Namespace.create("director")) {
      director.run(ReadmeIT::libraryExample);
      assertThat(director.program("ipvsadm", "-Sn").mustSucceed())
          .isEqualTo(
              "-A -t 203.0.113.10:80 -s wrr\n-a -t 203.0.113.10:80 -r 10.2.0.11:80 -g -w 3\n");
    }
  }

  /** As the README has it. */
  private static void libraryExample() {
    try (Ipvs ipvs = KernelIpvs.open()) {
      ServiceKey web = ServiceKeys.parse("tcp 203.0.113.10:80");
      ServerKey server = new ServerKey(Addresses.parse("10.2.0.11"), 80);
      ipvs.execute(new IpvsCommand.CreateService(ServiceSpec.of(web, SchedulerName.WRR)));
      ipvs.execute(new IpvsCommand.AddServer(web, ServerSpec.of(server, ForwardingMethod.DR, 3)));
      for (VirtualService service : ipvs.table()) {
        System.out.println(service.key() + ": " + service.servers());
      }
    }
  }

  /** Lines behind the prompt {@code #} in blocks that are marked as a console. */
  private static List<String> commandsForADirector() throws IOException {
    List<String> commands = new ArrayList<>();
    boolean console = false;
    for (String line : Files.readAllLines(PROJECT.resolve("README.md"))) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("# ")) {
        commands.add(line.substring(2));
      }
    }
    return commands;
  }
}

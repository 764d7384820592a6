package dev.lvsd.it.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.adopt.Adopted;
import dev.lvsd.adopt.Adoption;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.ipvsadm.RuleExport;
import dev.lvsd.it.ipvsadm.CommandLines;
import dev.lvsd.it.ipvsadm.RealIpvsadm;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.Definition;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A table made with ipvsadm becomes a definition, is applied elsewhere, and goes back to ipvsadm.
 *
 * <pre>
 *   first: ipvsadm -R ─► table ─► import ─► YAML ─┬─► plan on first: nothing to do
 *   second:                                       └─► apply ─► table ─► export ─► rules
 *   third:                                                     table ◄─ ipvsadm -R ◄┘
 * </pre>
 */
class IpvsadmAdoptionIT {
  @TempDir private Path state;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void takesOverATableAndGivesItBackOrSaysWhatItCannot(long seed) {
    try (Namespace first = Namespace.create("first");
        Namespace second = Namespace.create("second");
        Namespace third = Namespace.create("third")) {
      fill(first, seed);
      List<VirtualService> table = table(first);
      assertThat(table).hasSizeGreaterThan(5);

      Adopted adopted = Adoption.of(table);
      Definition definition = definition(adopted.yaml());
      assertThat(
              with(first, () -> reconciler("first").plan(definition, PlanOptions.GENTLE).changes()))
          .isEmpty();

      with(
          second,
          () ->
              reconciler("second")
                  .apply(
                      definition, PlanOptions.GENTLE, ApplyOptions.DEFAULT, ApplyListener.SILENT));
      RuleExport.Exported exported = RuleExport.write(table(second));
      assertThat(exported.losses()).isEmpty();

      third.program("ipvsadm", "-R").input(exported.text()).mustSucceed();
      assertThat(described(table(third), List.of())).isEqualTo(described(table, adopted.losses()));
    }
  }

  private static void fill(Namespace namespace, long seed) {
    try (RealIpvsadm ipvsadm =
        RealIpvsadm.start(namespace, RealIpvsadm.compile(), Duration.ofMinutes(2))) {
      new CommandLines(seed).additions(150).forEach(ipvsadm::run);
    }
  }

  private static Set<String> described(List<VirtualService> table, List<String> losses) {
    Set<String> text = new TreeSet<>();
    for (VirtualService service : table) {
      String key = "service " + service.key();
      if (losses.stream().noneMatch(loss -> loss.startsWith(key + " is left out"))) {
        boolean withoutEngine = losses.stream().anyMatch(loss -> loss.startsWith(key + ": "));
        String spec = service.status().spec().toString();
        text.add(withoutEngine ? spec.replaceAll("Optional\\[sip\\]", "Optional.empty") : spec);
        service.servers().forEach(server -> text.add(key + " " + server.spec()));
      }
    }
    return text;
  }

  private static List<VirtualService> table(Namespace namespace) {
    return with(
        namespace,
        () -> {
          try (KernelIpvs ipvs = KernelIpvs.open()) {
            return ipvs.table();
          }
        });
  }

  private static <T> T with(Namespace namespace, Callable<T> code) {
    return namespace.call(code);
  }

  private Reconciler reconciler(String name) throws IOException {
    Path directory = Files.createDirectories(state.resolve(name));
    return new Reconciler(
        new DataPlane(KernelIpvs::open),
        LinuxHost.open(HostPaths.withConfigurationIn(directory)),
        new StateDirectory(directory),
        Waiter.SYSTEM);
  }

  private static Definition definition(String yaml) {
    Problems problems = new Problems();
    return new DefinitionReader(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
        .read(List.of(Path.of("-")), problems)
        .orElseThrow(() -> new AssertionError(problems.all() + " in\n" + yaml));
  }
}

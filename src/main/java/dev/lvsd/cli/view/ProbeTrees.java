package dev.lvsd.cli.view;

import dev.lvsd.model.Addresses;
import dev.lvsd.probe.PathReport;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.probe.VipReport;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the director saw, as documents have it. */
final class ProbeTrees {
  private ProbeTrees() {}

  static Map<String, @Nullable Object> probe(ProbeReport probe) {
    return new Tree()
        .with("faults", probe.faults())
        .with("vips", probe.vips().stream().map(ProbeTrees::vip).toList())
        .with("realServers", probe.paths().stream().map(ProbeTrees::path).toList())
        .with("tookSeconds", probe.took().toMillis() / 1000.0)
        .build();
  }

  private static Map<String, @Nullable Object> vip(VipReport vip) {
    return new Tree()
        .with("vip", Addresses.text(vip.vip()))
        .with("interface", vip.interfaceName())
        .with("here", vip.here())
        .with(
            "answers",
            vip.answers().stream()
                .map(
                    answer ->
                        new Tree()
                            .with("mac", answer.mac().toString())
                            .with("machine", answer.machine())
                            .with("realServer", answer.isRealServer())
                            .build())
                .toList())
        .with("faults", vip.faults())
        .with("note", vip.note())
        .build();
  }

  private static Map<String, @Nullable Object> path(PathReport path) {
    return new Tree()
        .with("service", path.service())
        .with("vip", path.vip())
        .with("server", path.server())
        .with("method", path.method())
        .with("verdict", path.verdict().name().toLowerCase(Locale.ROOT))
        .with("fault", path.verdict().isFault())
        .with("message", path.message())
        .build();
  }
}

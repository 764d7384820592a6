package dev.lvsd.cli.view;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.HostFinding;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.advise.Verdict;
import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableGeometry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Advice and findings as trees of a document. */
final class AdviceTrees {
  private AdviceTrees() {}

  static Map<String, ?> connTable(ConnTableAdvice advice) {
    ConnTableAdvice.Kernel kernel = advice.kernel();
    TableGeometry geometry = kernel.geometry();
    return new Tree()
        .with("connections", advice.load().connections())
        .with("templates", advice.load().templates())
        .with("origin", advice.load().origin())
        .with("kernel", kernel.release())
        .with("growsByItself", geometry.growing())
        .with("smallestBits", geometry.smallestBits())
        .with("largestBits", geometry.largestBits())
        .with("bitsInForce", boxed(kernel))
        .with("connTabBits", advice.bits())
        .with("ruleOfThumbBits", advice.ruleBits())
        .with("buckets", advice.buckets())
        .with("tableBytes", advice.tableBytes())
        .with("bucketBytes", geometry.bucketBytes())
        .with("entryBytes", advice.entryBytes())
        .with("bytesPerEntry", geometry.slab().objectBytes())
        .with("measured", geometry.measured())
        .with("meanChain", advice.chains().mean())
        .with("longestChain", advice.chains().longest())
        .with("comparedWhenFound", advice.chains().comparedWhenFound())
        .with("comparedWhenNew", advice.chains().comparedWhenNew())
        .with("table", kernel.measured().map(AdviceTrees::measured))
        .with(
            "checks",
            advice.checks().stream()
                .map(
                    check ->
                        new Tree().with("holds", check.holds()).with("text", check.text()).build())
                .toList())
        .build();
  }

  static Map<String, ?> scheduler(SchedulerAdvice advice, ModulePresence presence) {
    return new Tree()
        .with("scheduler", advice.scheduler().name())
        .with("module", presence.name().toLowerCase(Locale.ROOT))
        .with("suits", advice.suits())
        .with("picks", advice.picks())
        .with("caution", text(advice.caution()))
        .with("since", text(advice.since()))
        .build();
  }

  static Map<String, ?> sysctl(SysctlAdvice advice) {
    return new Tree()
        .with("name", advice.name())
        .with("value", advice.present())
        .with("verdict", verdict(advice.verdict()))
        .with("better", advice.wanted())
        .with("reason", advice.reason())
        .build();
  }

  static Map<String, ?> host(HostReport report) {
    return new Tree()
        .with("problems", report.count(Verdict.PROBLEM))
        .with("toConsider", report.count(Verdict.CONSIDER))
        .with("findings", report.findings().stream().map(AdviceTrees::finding).toList())
        .build();
  }

  private static Map<String, ?> finding(HostFinding finding) {
    return new Tree()
        .with("subject", finding.subject())
        .with("verdict", verdict(finding.verdict()))
        .with("state", finding.state())
        .with("reason", text(finding.reason()))
        .with("next", text(finding.next()))
        .build();
  }

  private static Map<String, ?> measured(ConnTableStatus table) {
    Map<String, Object> lengths = new LinkedHashMap<>();
    table.bucketsByLength().forEach((length, count) -> lengths.put(length.toString(), count));
    return new Tree()
        .with("connections", table.connections())
        .with("buckets", table.buckets())
        .with("loadFactor", table.loadFactor())
        .with("emptyBuckets", table.emptyBuckets())
        .with("bucketsByChainLength", lengths)
        .build();
  }

  private static Optional<Integer> boxed(ConnTableAdvice.Kernel kernel) {
    return kernel.bitsNow().stream().boxed().findFirst();
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }

  private static String verdict(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}

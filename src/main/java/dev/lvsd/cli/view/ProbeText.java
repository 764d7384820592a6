package dev.lvsd.cli.view;

import dev.lvsd.model.Addresses;
import dev.lvsd.probe.PathReport;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.probe.VipReport;
import java.io.PrintWriter;

/** What the director saw, for people: a line for each thing, and one sentence. */
final class ProbeText {
  private final PrintWriter out;

  ProbeText(PrintWriter out) {
    this.out = out;
  }

  void write(ProbeReport probe) {
    probe.vips().forEach(this::vip);
    probe.paths().forEach(this::path);
    out.println(
        "Probed %s and %s: %s (%s)."
            .formatted(
                Words.count(probe.vips().size(), "VIP"),
                Words.count(probe.paths().size(), "real server"),
                probe.faults() == 0 ? "no fault" : Words.count(probe.faults(), "fault"),
                Spans.took(probe.took())));
  }

  private void vip(VipReport vip) {
    String where = where(vip);
    vip.faults().forEach(fault -> out.println("fault: " + fault + where));
    vip.note().ifPresent(note -> out.println("note: " + note + where));
    if (vip.faults().isEmpty() && vip.note().isEmpty()) {
      out.println(Addresses.text(vip.vip()) + ": nobody but this director answers" + where);
    }
  }

  private static String where(VipReport vip) {
    return vip.interfaceName().map(name -> " (asked on " + name + ")").orElse("");
  }

  private void path(PathReport path) {
    out.println(
        "%s%s %s by %s to %s: %s: %s"
            .formatted(
                path.verdict().isFault() ? "fault: " : "",
                path.service(),
                path.vip(),
                path.method(),
                path.server(),
                path.verdict().text(),
                path.message()));
  }
}

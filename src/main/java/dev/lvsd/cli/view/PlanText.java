package dev.lvsd.cli.view;

import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Plan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan for people: grouped by service, though apply works in another order. */
final class PlanText {
  private final PrintWriter out;
  private final ChangeText changes;

  PlanText(PrintWriter out, Paint paint) {
    this.out = out;
    this.changes = new ChangeText(paint);
  }

  void write(Plan plan) {
    Map<Optional<ServiceKey>, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      groups
          .computeIfAbsent(Subject.of(change).service(), service -> new ArrayList<>())
          .add(change);
    }
    groups.forEach(this::group);
    for (VirtualService service : plan.foreign()) {
      out.println(
          "  foreign service "
              + service.key()
              + "  "
              + Settings.summary(service.status().spec())
              + ", "
              + Words.count(service.servers().size(), "server"));
    }
    plan.notes().forEach(note -> out.println("note: " + note));
    if (!plan.isEmpty() || !plan.foreign().isEmpty() || !plan.notes().isEmpty()) {
      out.println();
    }
    out.println(PlanSummary.of(plan).sentence());
  }

  /** The service first, then its servers in the order of the plan. */
  private void group(Optional<ServiceKey> service, List<Change> group) {
    List<Change> ofService =
        group.stream().filter(change -> Subject.of(change).server().isEmpty()).toList();
    if (ofService.isEmpty()) {
      service.ifPresent(key -> out.println("  service " + key));
    }
    ofService.forEach(change -> out.println(change.accept(changes)));
    group.stream()
        .filter(change -> Subject.of(change).server().isPresent())
        .forEach(change -> out.println(change.accept(changes)));
  }
}

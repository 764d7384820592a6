package dev.lvsd.it;

import dev.lvsd.it.guest.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The counts per kernel that a run ends with. */
final class Summary {
  private Summary() {}

  static void write(Path file, List<Guest> guests) throws IOException {
    StringBuilder text = new StringBuilder("Tests on real kernels\n");
    List<String> failures = new ArrayList<>();
    text.append(row("kernel", "tests", "passed", "failed", "seconds"));
    for (Guest guest : guests) {
      int passed = 0;
      List<TestOutcome> all = guest.outcomes().all();
      for (TestOutcome outcome : all) {
        if (passed(outcome)) {
          passed++;
        } else {
          failures.add("  " + guest.label() + " › " + outcome.name());
        }
      }
      text.append(
          row(
              guest.label(),
              String.valueOf(all.size()),
              String.valueOf(passed),
              String.valueOf(all.size() - passed),
              String.format(Locale.ROOT, "%.1f", guest.took().toMillis() / 1000.0)));
    }
    if (!failures.isEmpty()) {
      text.append("failed:\n").append(String.join("\n", failures)).append('\n');
    }
    for (Guest guest : guests) {
      Path figures = file.resolveSibling(guest.label()).resolve("figures.txt");
      if (Files.exists(figures)) {
        text.append("times on ").append(guest.label()).append(", with other guests at work:\n");
        text.append(Files.readString(figures));
      }
    }
    Files.writeString(file, text);
  }

  private static boolean passed(TestOutcome outcome) {
    return outcome.end().isDone()
        && !outcome.end().isCompletedExceptionally()
        && outcome.end().join().type() == Event.Type.PASSED;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-10s %7s %7s %7s %9s%n", cells);
  }
}

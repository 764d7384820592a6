package dev.lvsd.cli;

import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Answers what a test laid down, and keeps what it was asked. */
final class ScriptedJobs implements JobOperations {
  final List<String> asked = new ArrayList<>();
  final List<DrainStatus> drains = new ArrayList<>();

  @Override
  public ApplyReport weight(ServerName server, OptionalInt weight) {
    return done(server, weight.isPresent() ? "weight " + weight.getAsInt() : "reset");
  }

  @Override
  public ApplyReport drain(
      ServerName server, Optional<Duration> deadline, ServerOverride.Then then) {
    return done(server, "drain " + deadline + " " + then);
  }

  @Override
  public Optional<DrainStatus> awaitDrain(ServerName server, Consumer<DrainStatus> progress) {
    asked.add("await " + server.server());
    drains.forEach(progress);
    return drains.isEmpty() ? Optional.empty() : Optional.of(drains.get(drains.size() - 1));
  }

  @Override
  public Optional<DrainStatus> drain(ServerName server) {
    return drains.stream().findFirst();
  }

  @Override
  public ApplyReport undrain(ServerName server) {
    return done(server, "undrain");
  }

  @Override
  public List<DrainStatus> drains() {
    return drains;
  }

  private ApplyReport done(ServerName server, String what) {
    asked.add(server.service() + " " + server.server() + ": " + what);
    Plan plan = new Plan(List.of(), List.of(), List.of());
    return new ApplyReport(plan, List.of(), List.of(), Duration.ofMillis(42));
  }
}

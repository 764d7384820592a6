package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What must be done on a machine, in order.
 *
 * @param seen the text of the manifest on which the plan rests
 * @param steps nothing when the machine is as wanted
 * @param obstacles why nothing can be done before somebody else acts
 * @param notes what is worth knowing
 */
record ServerPlan(
    Optional<String> seen, List<ServerStep> steps, List<String> obstacles, List<String> notes) {
  ServerPlan {
    requireNonNull(seen, "seen");
    steps = List.copyOf(steps);
    obstacles = List.copyOf(obstacles);
    notes = List.copyOf(notes);
  }

  /** The steps that a person wants to see. */
  List<String> texts() {
    return steps.stream()
        .filter(step -> !(step instanceof ServerStep.WriteManifest))
        .filter(step -> !(step instanceof ServerStep.RemoveManifest))
        .map(ServerStep::text)
        .toList();
  }
}

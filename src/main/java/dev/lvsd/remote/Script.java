package dev.lvsd.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The scripts that a {@link RemoteShell} is given. Each is a list of functions and one call of them
 * at its end, so that a shell that gets only a part of it does nothing.
 */
final class Script {
  /** Exit code: the machine is no longer as it was when the plan was made. */
  static final int MOVED = 3;

  /** Begins the line that says which step is being done. */
  static final String STEP = "lvsd-step ";

  private static final String PRELUDE =
      """
      PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
      LC_ALL=C
      export PATH LC_ALL
      umask 022
      """;

  private static final String GATHER = resource("gather.sh");

  private Script() {}

  /** Finds out what a machine looks like. */
  static String gather() {
    return PRELUDE + GATHER + callGather();
  }

  /**
   * Carries out a plan, one run at a time on each machine, and only if nobody else was there since;
   * finds out afterwards what the machine looks like then.
   */
  static String apply(ServerPlan plan) {
    return apply(plan, plan.steps());
  }

  /** The same with some of the steps. */
  static String apply(ServerPlan plan, List<ServerStep> steps) {
    StringBuilder text = new StringBuilder(PRELUDE).append(GATHER);
    text.append("lvsd_apply() {\n");
    // the caller may go away at any time, which is no reason to stop halfway
    text.append("  trap '' HUP PIPE\n");
    text.append("  mkdir -p /var/lib || return 1\n");
    text.append("  exec 8</var/lib && { ! command -v flock >/dev/null || flock 8; } || return 1\n");
    text.append("  lvsd_now=$(cat ").append(Manifest.PATH).append(" 2>/dev/null; echo .)\n");
    text.append("  [ \"$lvsd_now\" = ")
        .append(ShellWord.quote(plan.seen().orElse("") + "."))
        .append(" ] || return " + MOVED + "\n");
    expectSettings(text, steps);
    for (int i = 0; i < steps.size(); i++) {
      text.append("  echo '" + STEP + i + "'\n  { ")
          .append(steps.get(i).command())
          .append("; } || return 1\n");
    }
    boolean units =
        steps.stream().anyMatch(s -> s instanceof ServerStep.WriteFile f && isUnit(f.file().path()))
            || steps.stream()
                .anyMatch(s -> s instanceof ServerStep.RemoveFile f && isUnit(f.path()));
    if (units) {
      // what systemd shows follows its files; what it starts does so anyway
      text.append("  [ ! -d /run/systemd/system ] || systemctl daemon-reload || :\n");
    }
    text.append("  exec 8<&-\n}\n");
    return text.append("lvsd_apply 2>&1 && ").append(callGather()).toString();
  }

  /** What is remembered as the value before must be the value before. */
  private static void expectSettings(StringBuilder text, List<ServerStep> steps) {
    List<ServerStep.SetSysctl> settings =
        steps.stream()
            .filter(ServerStep.SetSysctl.class::isInstance)
            .map(ServerStep.SetSysctl.class::cast)
            .toList();
    if (!settings.isEmpty()) {
      text.append("  [ \"$(cat");
      settings.forEach(set -> text.append(' ').append(ShellWord.quote(set.sysctl().path())));
      String values =
          settings.stream().map(s -> Integer.toString(s.from())).collect(Collectors.joining("\n"));
      text.append(")\" = ").append(ShellWord.quote(values)).append(" ] || return " + MOVED + "\n");
    }
  }

  private static boolean isUnit(String path) {
    return path.equals(BootFiles.UNIT);
  }

  private static String callGather() {
    // the link first: its content is where it leads
    StringBuilder call = new StringBuilder("lvsd_gather ").append(BootFiles.UNIT_ENABLED);
    call.append(' ').append(Manifest.PATH);
    BootFiles.PATHS.stream()
        .filter(path -> !path.equals(BootFiles.UNIT_ENABLED))
        .forEach(path -> call.append(' ').append(ShellWord.quote(path)));
    return call.append('\n').toString();
  }

  private static String resource(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + name + " of lvsd itself", e);
    }
  }
}

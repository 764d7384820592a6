package dev.lvsd.cli;

import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.model.ModulePresence;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl advise scheduler}. */
@Command(
    name = "scheduler",
    description = "Say which scheduler suits which use, and which of them this kernel has.",
    footer = {
      "  lvsctl advise scheduler",
      "  lvsctl advise scheduler -o wide       also how each picks, and what to know before"
    })
final class AdviseSchedulerCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  AdviseSchedulerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      Map<String, ModulePresence> modules =
          operations
              .host()
              .modules(
                  SchedulerAdvice.all().stream()
                      .map(SchedulerAdvice::module)
                      .collect(Collectors.toSet()));
      output.view(context.terminal()).schedulers(SchedulerAdvice.all(), modules);
      return ExitCodes.OK;
    }
  }
}

package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Puts the commands together and runs one of them. */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Runs a command line from start to end; all output goes to {@code terminal}.
   *
   * @param terminal where output goes
   * @param operations opens what the commands ask
   * @param definitions directory that is read when no file is named
   * @param args what was typed after {@code lvsctl}
   * @return one of {@link ExitCodes}
   */
  public static int run(
      Terminal terminal, OperationsFactory operations, Path definitions, String... args) {
    CommandLine commandLine =
        create(new CommandContext(terminal, operations, definitions))
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(
                Help.defaultColorScheme(terminal.showsColours() ? Help.Ansi.ON : Help.Ansi.OFF));
    Failures failures = new Failures(terminal.err(), debug(terminal, args));
    int code =
        commandLine
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private static CommandLine create(CommandContext context) {
    CommandLine get =
        new CommandLine(new GetCommand())
            .addSubcommand(new GetServicesCommand(context))
            .addSubcommand(new GetServersCommand(context))
            .addSubcommand(new GetConnectionsCommand(context))
            .addSubcommand(new GetTimeoutsCommand(context))
            .addSubcommand(new GetDaemonsCommand(context))
            .addSubcommand(new GetStatusCommand(context));
    CommandLine imports =
        new CommandLine(new ImportCommand()).addSubcommand(new ImportIpvsadmCommand(context));
    CommandLine exports =
        new CommandLine(new ExportCommand())
            .addSubcommand(new ExportIpvsadmCommand(context))
            .addSubcommand(new ExportYamlCommand(context));
    return new CommandLine(new LvsctlCommand())
        .addSubcommand(new ValidateCommand(context))
        .addSubcommand(new PlanCommand(context))
        .addSubcommand(new ApplyCommand(context))
        .addSubcommand(get)
        .addSubcommand(imports)
        .addSubcommand(exports)
        .addSubcommand(new IpvsadmCommand())
        .addSubcommand(new VersionCommand(context))
        .addSubcommand(new SchemaCommand(context))
        .addSubcommand(new CommandLine.HelpCommand())
        .addSubcommand(new AutoComplete.GenerateCompletion())
        .registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false);
  }

  private static boolean debug(Terminal terminal, String[] args) {
    return terminal.variable("LVSD_DEBUG").isPresent() || Arrays.asList(args).contains("--debug");
  }
}

package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Puts the commands together and runs one of them. */
public final class CommandLines {
  private static final int LONGEST_LINE = 500;

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
        create(new CommandContext(terminal, operations, definitions, typed(args)), args)
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(
                Help.defaultColorScheme(terminal.showsColours() ? Help.Ansi.ON : Help.Ansi.OFF));
    Failures failures = new Failures("lvsctl", terminal.err(), debug(terminal, args));
    int code =
        commandLine
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private static CommandLine create(CommandContext context, String[] args) {
    Map<String, Supplier<?>> commands = new LinkedHashMap<>();
    commands.put("validate", () -> new ValidateCommand(context));
    commands.put("plan", () -> new PlanCommand(context));
    commands.put("apply", () -> new ApplyCommand(context));
    commands.put("get", () -> get(context, args));
    commands.put(
        "history",
        () ->
            new CommandLine(new HistoryCommand(context))
                .addSubcommand(new HistoryShowCommand(context)));
    commands.put("diff", () -> new DiffCommand(context));
    commands.put("rollback", () -> new RollbackCommand(context));
    commands.put("confirm", () -> new ConfirmCommand(context));
    commands.put("revert", () -> new RevertCommand(context));
    commands.put("remove", () -> new RemoveCommand(context));
    commands.put("weight", () -> new WeightCommand(context));
    commands.put("drain", () -> new DrainCommand(context));
    commands.put("undrain", () -> new UndrainCommand(context));
    commands.put(
        "advise",
        () ->
            new CommandLine(new AdviseCommand())
                .addSubcommand(new AdviseConnTableCommand(context))
                .addSubcommand(new AdviseSchedulerCommand(context))
                .addSubcommand(new AdviseSysctlsCommand(context)));
    commands.put(
        "host",
        () -> new CommandLine(new HostCommand()).addSubcommand(new HostCheckCommand(context)));
    commands.put(
        "import",
        () ->
            new CommandLine(new ImportCommand()).addSubcommand(new ImportIpvsadmCommand(context)));
    commands.put(
        "export",
        () ->
            new CommandLine(new ExportCommand())
                .addSubcommand(new ExportIpvsadmCommand(context))
                .addSubcommand(new ExportYamlCommand(context)));
    commands.put(
        "vip",
        () ->
            new CommandLine(new VipCommand())
                .addSubcommand(new VipListCommand(context))
                .addSubcommand(new VipAnnounceCommand(context)));
    commands.put("status", () -> new StatusCommand(context));
    commands.put("events", () -> new EventsCommand(context));
    commands.put("pause", () -> new PauseCommand(context));
    commands.put("resume", () -> new ResumeCommand(context));
    commands.put("reconcile", () -> new ReconcileCommand(context));
    commands.put("rs", () -> realServers(context, args));
    commands.put("ipvsadm", IpvsadmCommand::new);
    commands.put("version", () -> new VersionCommand(context));
    commands.put("schema", () -> new SchemaCommand(context));
    CommandLine root = new CommandLine(new LvsctlCommand());
    if (!addNamed(root, commands, args, 0)) {
      root.addSubcommand(new CommandLine.HelpCommand())
          .addSubcommand(new AutoComplete.GenerateCompletion());
    }
    return root.registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false);
  }

  private static CommandLine get(CommandContext context, String[] args) {
    Map<String, Supplier<?>> commands = new LinkedHashMap<>();
    commands.put("services", () -> new GetServicesCommand(context));
    commands.put("servers", () -> new GetServersCommand(context));
    commands.put("connections", () -> new GetConnectionsCommand(context));
    commands.put("timeouts", () -> new GetTimeoutsCommand(context));
    commands.put("daemons", () -> new GetDaemonsCommand(context));
    commands.put("status", () -> new GetStatusCommand(context));
    commands.put("drains", () -> new GetDrainsCommand(context));
    CommandLine get = new CommandLine(new GetCommand());
    addNamed(get, commands, args, 1);
    return get;
  }

  private static CommandLine realServers(CommandContext context, String[] args) {
    CommandLine rs = new CommandLine(new RsCommand());
    Map<String, Supplier<?>> commands = tasks(context, false);
    commands.put("probe", () -> new RsProbeCommand(context));
    commands.put(
        "local",
        () -> {
          CommandLine local = new CommandLine(new RsLocalCommand());
          addNamed(local, tasks(context, true), args, 2);
          return local;
        });
    addNamed(rs, commands, args, 1);
    return rs;
  }

  private static Map<String, Supplier<?>> tasks(CommandContext context, boolean local) {
    Map<String, Supplier<?>> tasks = new LinkedHashMap<>();
    tasks.put("plan", () -> new RsPlanCommand(context, local).commandLine());
    tasks.put("apply", () -> new RsApplyCommand(context, local).commandLine());
    tasks.put("check", () -> new RsCheckCommand(context, local).commandLine());
    tasks.put("remove", () -> new RsRemoveCommand(context, local).commandLine());
    return tasks;
  }

  /**
   * Adds the one command that is named by the argument at {@code index}, or all. Reading the
   * annotations of a command takes milliseconds, and nobody would see the others.
   *
   * @return whether one was named
   */
  private static boolean addNamed(
      CommandLine parent, Map<String, Supplier<?>> commands, String[] args, int index) {
    Supplier<?> named = args.length > index ? commands.get(args[index]) : null;
    if (named != null) {
      parent.addSubcommand(args[index], named.get());
    } else {
      commands.forEach((name, command) -> parent.addSubcommand(name, command.get()));
    }
    return named != null;
  }

  /** The arguments as a shell takes them, in one line of bounded length. */
  private static String typed(String[] args) {
    StringBuilder line = new StringBuilder();
    for (String arg : args) {
      line.append(line.isEmpty() ? "" : " ");
      boolean plain = arg.matches("[A-Za-z0-9_./:=@%+,-]+");
      line.append(plain ? arg : "'" + arg.replace("'", "'\\''") + "'");
      if (line.length() > LONGEST_LINE) {
        return line.substring(0, LONGEST_LINE).replaceAll("\\p{Cntrl}", "?") + "...";
      }
    }
    return line.toString().replaceAll("\\p{Cntrl}", "?");
  }

  private static boolean debug(Terminal terminal, String[] args) {
    return terminal.variable("LVSD_DEBUG").isPresent() || Arrays.asList(args).contains("--debug");
  }
}

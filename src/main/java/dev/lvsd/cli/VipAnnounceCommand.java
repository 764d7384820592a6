package dev.lvsd.cli;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lvsctl vip announce}. */
@Command(
    name = "announce",
    description = {
      "Tell the neighbours that virtual addresses are here: gratuitous ARP, and for IPv6",
      "unsolicited neighbour advertisements. Only addresses that this machine has are announced."
    },
    footer = {
      "  lvsctl vip announce",
      "  lvsctl vip announce 203.0.113.10 2001:db8::10",
      "  lvsctl vip announce --count 10 --gap 500ms cluster.yaml"
    })
final class VipAnnounceCommand implements Callable<Integer> {
  private static final int MOST = 60;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Parameters(
      paramLabel = "VIP|FILE",
      arity = "0..*",
      description = "Addresses, or definitions (default: every virtual address that is here).")
  List<String> what = new ArrayList<>();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How often, 1 to 60 (default: as the definition says, or 3).")
  @Nullable Integer count;

  @Option(
      names = "--gap",
      paramLabel = "DURATION",
      description = "Time between two, up to 1m (default: as the definition says, or 1s).")
  @Nullable Duration gap;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  VipAnnounceCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    VipOperations.AnnounceRequest request = request();
    try (Operations operations = state.open(context)) {
      List<Announced> announced = operations.vips().announce(request, progress());
      output.view(context.terminal()).announced(announced);
      boolean failed = announced.stream().anyMatch(each -> each.failure().isPresent());
      return failed ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }

  private VipOperations.AnnounceRequest request() {
    if (count != null && (count < 1 || count > MOST)) {
      throw new UsageException("--count " + count + ": expected 1 to " + MOST, null);
    }
    if (gap != null && gap.compareTo(LONGEST) > 0) {
      throw new UsageException("--gap: expected at most 1m", null);
    }
    List<InetAddress> vips = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (String each : what) {
      try {
        vips.add(Addresses.parse(each));
      } catch (IllegalArgumentException e) {
        files.add(Path.of(each));
      }
    }
    return new VipOperations.AnnounceRequest(
        vips, files, Optional.ofNullable(count), Optional.ofNullable(gap));
  }

  /** Says something once it takes longer than people wait in silence. */
  private IntConsumer progress() {
    Terminal terminal = context.terminal();
    long start = terminal.nanoTime().getAsLong();
    return round -> {
      if (terminal.nanoTime().getAsLong() - start >= SILENT_NANOS) {
        terminal.err().println("announced " + round + (round == 1 ? " time" : " times"));
        terminal.err().flush();
      }
    };
  }
}

package dev.lvsd.cli;

import dev.lvsd.cli.view.ConnectionView;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code lvsctl get connections}. Without {@code --sort} it shows while it reads, so that a table
 * of millions needs no memory.
 */
@Command(
    name = "connections",
    description = "Show connections and persistence templates.",
    footer = {
      "  lvsctl get connections --service 'tcp 203.0.113.10:80' --state ESTABLISHED",
      "  lvsctl get connections --client 192.0.2.0/24 --no-templates --limit 20",
      "  lvsctl get connections --server 10.2.0.11 --sort expires -o wide"
    })
final class GetConnectionsCommand implements Callable<Integer> {
  /** More than this is not held in memory to be sorted. */
  private static final int SORTABLE = 1_000_000;

  @Mixin ConnectionFilter filter = new ConnectionFilter();

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = "Sort by ${COMPLETION-CANDIDATES} (default: the kernel's order).")
  @Nullable ConnectionOrder sort;

  @Option(names = "--limit", paramLabel = "N", description = "Show at most this many.")
  int limit = Integer.MAX_VALUE;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  GetConnectionsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit " + limit + ": expected 1 or more", null);
    }
    Predicate<Connection> wanted = filter.toPredicate();
    try (Operations operations = context.open()) {
      ConnectionView view = output.view(context.terminal()).connections();
      if (sort == null) {
        stream(operations, wanted, view);
      } else {
        sorted(operations, wanted, sort).stream().limit(limit).forEach(view::show);
      }
      view.end();
      return ExitCodes.OK;
    }
  }

  private void stream(Operations operations, Predicate<Connection> wanted, ConnectionView view) {
    int[] shown = new int[1];
    try {
      operations.connections(
          connection -> {
            if (wanted.test(connection)) {
              view.show(connection);
              if (++shown[0] == limit || context.terminal().out().checkError()) {
                throw new Enough();
              }
            }
          });
    } catch (Enough e) {
      // the limit is reached, or nobody reads on; the rest of the table is of no interest
      return;
    }
  }

  private static List<Connection> sorted(
      Operations operations, Predicate<Connection> wanted, ConnectionOrder order) {
    List<Connection> found = new ArrayList<>();
    operations.connections(
        connection -> {
          if (wanted.test(connection)) {
            if (found.size() == SORTABLE) {
              throw new LvsdException(
                  Blame.USER,
                  "sort connections: more than "
                      + SORTABLE
                      + " fit; ask for fewer, or leave --sort out");
            }
            found.add(connection);
          }
        });
    found.sort(order.comparator());
    return found;
  }

  /** Ends the reading early. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}

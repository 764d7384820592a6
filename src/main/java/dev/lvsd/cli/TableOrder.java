package dev.lvsd.cli;

import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.VirtualService;
import java.util.Comparator;
import java.util.List;

/** Puts the table into the order in which it is shown: by keys, numerically. */
final class TableOrder {
  private TableOrder() {}

  static List<VirtualService> select(List<VirtualService> table, ServiceFilter filter) {
    return table.stream()
        .filter(service -> filter.accepts(service.key()))
        .sorted(Comparator.comparing(VirtualService::key))
        .map(
            service ->
                new VirtualService(
                    service.status(),
                    service.servers().stream()
                        .sorted(Comparator.comparing(ServerStatus::key))
                        .toList()))
        .toList();
  }
}

package dev.lvsd.cli.view;

import static dev.lvsd.cli.view.Column.number;
import static dev.lvsd.cli.view.Column.text;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Vip;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** VIPs and their announcements for people. */
final class VipText {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean wide;

  VipText(PrintWriter out, PrintWriter err, boolean wide) {
    this.out = out;
    this.err = err;
    this.wide = wide;
  }

  void list(List<Vip> vips) {
    if (vips.isEmpty()) {
      err.println("No virtual addresses.");
      return;
    }
    List<Column> columns =
        new ArrayList<>(List.of(text("VIP"), text("INTERFACE"), text("STATE"), text("CLUSTER")));
    columns.add(wide ? text("SERVICES") : number("SERVICES"));
    Table table = new Table(out, columns, Integer.MAX_VALUE);
    for (Vip vip : vips) {
      table.row(
          List.of(
              Addresses.text(vip.address()),
              vip.place().map(InterfaceAddress::interfaceName).orElse(""),
              vip.present() ? "present" : "missing",
              vip.cluster().orElse(""),
              services(vip)));
    }
    table.write();
  }

  private String services(Vip vip) {
    return wide
        ? vip.services().stream().map(ServiceKey::toString).collect(Collectors.joining(", "))
        : Integer.toString(vip.services().size());
  }

  void announced(List<Announced> announced) {
    if (announced.isEmpty()) {
      err.println("No virtual addresses here.");
      return;
    }
    for (Announced each : announced) {
      if (each.failure().isPresent()) {
        err.println("lvsctl: error: " + each.failure().get());
      } else {
        out.println(
            "announced "
                + Addresses.text(each.vip().address())
                + " on "
                + each.vip().interfaceName()
                + ", "
                + Words.count(each.times(), "time"));
      }
    }
  }
}

package dev.lvsd.cli.view;

import dev.lvsd.cli.view.Paint.Hue;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;

/** A change as one line with a sign in front. Lines of servers are indented below their service. */
final class ChangeText implements Change.Visitor<String> {
  private final Paint paint;

  ChangeText(Paint paint) {
    this.paint = paint;
  }

  @Override
  public String setTimeouts(Change.SetTimeouts change) {
    return line(
        Hue.CHANGE,
        "~",
        "timeouts",
        String.join(", ", Settings.differences(change.have(), change.want(), paint)));
  }

  @Override
  public String createService(Change.CreateService change) {
    return line(Hue.ADD, "+", "service " + change.service(), Settings.summary(change.want()));
  }

  @Override
  public String updateService(Change.UpdateService change) {
    return line(
        Hue.CHANGE,
        "~",
        "service " + change.service(),
        String.join(", ", Settings.differences(change.have().spec(), change.want(), paint)));
  }

  @Override
  public String addServer(Change.AddServer change) {
    return "  "
        + line(Hue.ADD, "+", "server " + change.want().key(), Settings.summary(change.want()));
  }

  @Override
  public String updateServer(Change.UpdateServer change) {
    return "  "
        + line(
            Hue.CHANGE,
            "~",
            "server " + change.want().key(),
            String.join(", ", Settings.differences(change.have().spec(), change.want(), paint)));
  }

  @Override
  public String quiesceServer(Change.QuiesceServer change) {
    ServerStatus have = change.have();
    return "  "
        + line(
            Hue.QUIESCE,
            paint.down(),
            "quiesce " + have.key(),
            "weight " + have.spec().weight() + paint.arrow() + "0  (" + connections(have) + ")");
  }

  @Override
  public String removeServer(Change.RemoveServer change) {
    return "  "
        + line(
            Hue.REMOVE,
            "-",
            "server " + change.have().key(),
            "(" + when(change.now()) + "; " + connections(change.have()) + ")");
  }

  @Override
  public String removeService(Change.RemoveService change) {
    Totals totals = Totals.of(change.have().servers());
    return line(
        Hue.REMOVE,
        "-",
        "service " + change.service(),
        "("
            + when(change.now())
            + "; "
            + Words.count(change.have().servers().size(), "server")
            + ", "
            + Words.connections(totals.active(), totals.inactive())
            + ")");
  }

  @Override
  public String host(HostChange change) {
    HostLine line = HostLine.of(change);
    String subject = line.kind() + " " + line.name();
    String text =
        switch (line.action()) {
          case CREATE -> line(Hue.ADD, "+", subject, line.details(paint));
          case REMOVE -> line(Hue.REMOVE, "-", subject, line.details(paint));
          default -> line(Hue.CHANGE, "~", subject, line.details(paint));
        };
    return text.stripTrailing();
  }

  private String line(Hue hue, String sign, String subject, String details) {
    return paint.in(hue, sign) + " " + subject + "  " + details;
  }

  private static String when(boolean now) {
    return now ? "at once" : "when idle";
  }

  private static String connections(ServerStatus server) {
    return Words.connections(server.activeConnections(), server.inactiveConnections());
  }
}

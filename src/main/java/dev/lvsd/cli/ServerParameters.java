package dev.lvsd.cli;

import dev.lvsd.model.ServerName;
import picocli.CommandLine.Parameters;

/** One real server of what was applied. */
final class ServerParameters {
  @Parameters(
      index = "0",
      paramLabel = "SERVICE",
      description =
          "For example shop/web, web, 203.0.113.10:80, 'tcp 203.0.113.10:80', 'fwmark 7'.")
  String service = "";

  @Parameters(
      index = "1",
      paramLabel = "SERVER",
      description = "Its name in the definition, or its address: a, 10.2.0.11, 10.2.0.11:80.")
  String server = "";

  ServerName name() {
    return new ServerName(service, server);
  }
}

package dev.lvsd.ipvsadm;

import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.Protocol;
import org.jspecify.annotations.Nullable;

/** Connections as lines of text. */
final class ConnectionRenderer {
  private final boolean engines;
  private final Labels labels;

  /**
   * A renderer.
   *
   * @param format whether there are names, and columns for persistence engines
   */
  ConnectionRenderer(Format format, Names names) {
    engines = format.layout() == Format.Layout.PERSISTENT_CONNECTIONS;
    labels = new Labels(names, format.numeric());
  }

  /** The two lines above the first connection. */
  void title(StringBuilder out) {
    out.append("IPVS connection entries\npro expire state       ");
    out.append("source             virtual            destination");
    out.append(engines ? "        pe name          pe_data\n" : "\n");
  }

  /** One connection. */
  void connection(StringBuilder out, Connection connection) {
    Protocol protocol = protocol(connection.protocol());
    Columns.left(out, connection.protocol(), 3);
    out.append(' ');
    int start = out.length();
    Columns.twoDigits(out, connection.expiresSeconds() / 60);
    out.append(':');
    Columns.twoDigits(out, connection.expiresSeconds() % 60);
    while (out.length() < start + 6) {
      out.append(' ');
    }
    out.append(' ');
    Columns.left(out, connection.state(), 11);
    out.append(' ');
    end(out, connection.client(), protocol, 18);
    out.append(' ');
    end(out, connection.virtual(), protocol, 18);
    out.append(' ');
    if (engines && connection.engine().isPresent()) {
      Connection.EngineData engine = connection.engine().get();
      end(out, connection.server(), protocol, 16);
      out.append(' ');
      Columns.left(out, engine.name(), 18);
      out.append(' ').append(engine.data());
    } else {
      end(out, connection.server(), protocol, 0);
    }
    out.append('\n');
  }

  private void end(StringBuilder out, Endpoint end, @Nullable Protocol protocol, int width) {
    Columns.left(out, labels.end(end.address(), end.port(), protocol), width);
  }

  private static @Nullable Protocol protocol(String name) {
    return switch (name) {
      case "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> null;
    };
  }
}

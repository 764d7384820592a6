package dev.lvsd.cli;

import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** What connections can be sorted by. */
enum ConnectionOrder {
  CLIENT,
  VIRTUAL,
  SERVER,
  STATE,
  EXPIRES;

  Comparator<Connection> comparator() {
    return switch (this) {
      case CLIENT -> Comparator.comparing(Connection::client, ConnectionOrder::numerically);
      case VIRTUAL -> Comparator.comparing(Connection::virtual, ConnectionOrder::numerically);
      case SERVER -> Comparator.comparing(Connection::server, ConnectionOrder::numerically);
      case STATE -> Comparator.comparing(Connection::state);
      case EXPIRES -> Comparator.comparingLong(Connection::expiresSeconds);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static int numerically(Endpoint left, Endpoint right) {
    byte[] a = left.address().getAddress();
    byte[] b = right.address().getAddress();
    int byFamily = Integer.compare(a.length, b.length);
    if (byFamily != 0) {
      return byFamily;
    }
    int byAddress = Arrays.compareUnsigned(a, b);
    return byAddress != 0 ? byAddress : Integer.compare(left.port(), right.port());
  }
}

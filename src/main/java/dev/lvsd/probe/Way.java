package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.MacAddress;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;

/** How the director brings a client's packet, as it is, to a real server. */
public sealed interface Way {
  /**
   * In a frame to its hardware address, as by direct routing.
   *
   * @param interfaceName where it is
   * @param mac its hardware address
   */
  record Frame(String interfaceName, MacAddress mac) implements Way {
    /** Refuses nulls. */
    public Frame {
      requireNonNull(interfaceName, "interfaceName");
      requireNonNull(mac, "mac");
    }
  }

  /**
   * Inside another packet.
   *
   * @param server the real server's address
   * @param tunnel the header between
   */
  record Encapsulated(InetAddress server, Tunnel tunnel) implements Way {
    /** Refuses nulls. */
    public Encapsulated {
      requireNonNull(server, "server");
      requireNonNull(tunnel, "tunnel");
    }
  }
}

package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A connection or persistence template of the data plane.
 *
 * @param protocol {@code TCP}, {@code UDP}, {@code SCTP}, or {@code IP} for the templates of
 *     firewall-mark services
 * @param client the client's end; port 0 marks a template
 * @param virtual the virtual end; for {@code IP} the address is the firewall mark
 * @param server the real server's end; its family may differ
 * @param state state name of the kernel, such as {@code ESTABLISHED}
 * @param expiresSeconds time left, in whole seconds
 * @param engine persistence engine and its data, such as a SIP Call-ID; empty without one
 */
public record Connection(
    String protocol,
    Endpoint client,
    Endpoint virtual,
    Endpoint server,
    String state,
    long expiresSeconds,
    Optional<EngineData> engine) {
  /** Refuses nulls. */
  public Connection {
    requireNonNull(protocol, "protocol");
    requireNonNull(client, "client");
    requireNonNull(virtual, "virtual");
    requireNonNull(server, "server");
    requireNonNull(state, "state");
    requireNonNull(engine, "engine");
  }

  /**
   * Whether the entry remembers a client for a persistent service, rather than a connection.
   *
   * @return true for client port 0
   */
  public boolean isTemplate() {
    return client.port() == 0;
  }

  /**
   * The firewall mark of a template; other entries do not tell theirs.
   *
   * @return the first four bytes of the virtual address, in network byte order, for {@code IP}
   */
  public OptionalLong fwmark() {
    if (!protocol.equals("IP")) {
      return OptionalLong.empty();
    }
    int mark = ByteBuffer.wrap(virtual.address().getAddress()).getInt();
    return OptionalLong.of(Integer.toUnsignedLong(mark));
  }

  /**
   * What a persistence engine keeps with a connection.
   *
   * @param name the engine, such as {@code sip}
   * @param data its key, such as a Call-ID
   */
  public record EngineData(String name, String data) {}
}

package dev.lvsd.config;

import dev.lvsd.model.RealServerHost;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The machine behind a real server's address.
 *
 * <pre>{@code
 * realServerHosts:
 *   - {address: 10.2.0.11, ssh: {user: ops, port: 22}}
 * }</pre>
 */
final class HostBlock {
  static final BlockSpec SPEC =
      new BlockSpec("RealServerHost", "The machine behind a real server's address.");
  static final Field<InetAddress> ADDRESS =
      SPEC.required("address", Terms.ADDRESS, "Address of the real server, as in realServers.");
  static final Field<Block> SSH = SPEC.optional("ssh", SshBlock.SPEC, "How to log in.");

  private HostBlock() {}

  /** Empty if the address was refused. */
  static Optional<RealServerHost> toModel(Block block) {
    Optional<Block> ssh = block.find(SSH);
    Optional<Integer> port = ssh.flatMap(s -> s.find(SshBlock.PORT));
    return block
        .find(ADDRESS)
        .map(
            address ->
                new RealServerHost(
                    address,
                    ssh.flatMap(s -> s.find(SshBlock.HOST)),
                    ssh.flatMap(s -> s.find(SshBlock.USER)),
                    port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty()));
  }
}

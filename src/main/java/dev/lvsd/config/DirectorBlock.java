package dev.lvsd.config;

import dev.lvsd.diag.Position;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Director;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.SysctlName;
import dev.lvsd.model.Timeouts;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the director must look like.
 *
 * <pre>{@code
 * director:
 *   connTabBits: 20            # or auto, with expectedConnections
 *   timeouts: {tcp: 15m, tcpFin: 2m, udp: 5m}
 *   sysctls: {expire_nodest_conn: 1}
 *   vipInterface: eth0
 *   announce: {count: 3, gap: 1s}
 *   localAddresses: [10.2.0.1, 10.2.0.2]
 *   syncDaemons:
 *     - {role: master, interface: eth1, syncId: 7}
 * }</pre>
 */
final class DirectorBlock {
  static final BlockSpec SPEC = new BlockSpec("Director", "What the director must look like.");

  /** Empty stands for {@code auto}. */
  static final Field<OptionalInt> CONN_TAB_BITS =
      SPEC.optional(
          "connTabBits",
          tableBits(),
          "Size of the connection table as a power of two, or auto: from expectedConnections.");

  static final Field<Long> EXPECTED_CONNECTIONS =
      SPEC.optional(
          "expectedConnections",
          Scalars.whole("a number of connections", 1, 1L << 30),
          "Concurrent connections to size the table for; goes with connTabBits: auto.");
  static final Field<Block> TIMEOUTS =
      SPEC.optional(
          "timeouts", TimeoutsBlock.SPEC, "How long connections are kept without traffic.");
  static final Field<Map<String, String>> SYSCTLS =
      SPEC.optional(
          "sysctls",
          new MapType<>(Sysctls.name(), Sysctls.value(), Sysctls::check),
          "Kernel settings: names below net.ipv4.vs, or full names with dots.");
  static final Field<String> VIP_INTERFACE =
      SPEC.optional(
          "vipInterface",
          Terms.INTERFACE,
          "Interface to which lvsd adds the virtual addresses, and where it announces them.");
  static final Field<Block> ANNOUNCE =
      SPEC.optional(
          "announce",
          AnnounceBlock.SPEC,
          "How the neighbours are told of a virtual address that arrived.");
  static final Field<List<InetAddress>> LOCAL_ADDRESSES =
      SPEC.optional(
          "localAddresses",
          new ListType<>(Terms.ADDRESS),
          "Addresses of the director that fullnat puts in place of clients: 64512 connections to"
              + " each real server for each.");
  static final Field<List<Block>> SYNC_DAEMONS =
      SPEC.optional(
          "syncDaemons",
          new ListType<>(SyncDaemonBlock.SPEC),
          "Daemons of the kernel that share connections with other directors.");

  static {
    SPEC.onlyWith(EXPECTED_CONNECTIONS, CONN_TAB_BITS);
    SPEC.onlyWith(ANNOUNCE, VIP_INTERFACE);
  }

  private DirectorBlock() {}

  static Director toModel(Block block) {
    checkTableSize(block);
    agreeWithOthers(block);
    return new Director(
        block.find(CONN_TAB_BITS).orElse(OptionalInt.empty()),
        block.find(EXPECTED_CONNECTIONS).map(OptionalLong::of).orElse(OptionalLong.empty()),
        block.find(TIMEOUTS).map(TimeoutsBlock::toModel).orElse(new Timeouts(0, 0, 0)),
        block.find(SYSCTLS).orElse(Map.of()),
        block.find(VIP_INTERFACE),
        block.find(ANNOUNCE).map(AnnounceBlock::toModel).orElse(Announcing.DEFAULT),
        localAddresses(block),
        syncDaemons(block));
  }

  private static List<InetAddress> localAddresses(Block block) {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (InetAddress each : block.find(LOCAL_ADDRESSES).orElse(List.of())) {
      Optional<String> objection = ServerRules.objection(each);
      if (objection.isPresent()) {
        block.error(
            LOCAL_ADDRESSES,
            Addresses.text(each) + " is " + objection.get(),
            "a local address is one of the director's own");
      } else if (!addresses.add(each)) {
        block.error(LOCAL_ADDRESSES, "names " + Addresses.text(each) + " twice", "remove one");
      }
    }
    return List.copyOf(addresses);
  }

  private static List<SyncDaemon> syncDaemons(Block block) {
    Unique<SyncDaemon.Role> roles = new Unique<>();
    List<SyncDaemon> daemons = new ArrayList<>();
    for (Block each : block.find(SYNC_DAEMONS).orElse(List.of())) {
      Optional<SyncDaemon> daemon = SyncDaemonBlock.toModel(each);
      if (daemon.isEmpty()) {
        continue;
      }
      Position position = each.position();
      Optional<Position> before = roles.claim(daemon.get().role(), position);
      if (before.isPresent()) {
        each.error(
            SyncDaemonBlock.ROLE,
            "there is a " + daemon.get().role().text() + " already, at " + before.get(),
            "a director has at most one of each role");
        continue;
      }
      block
          .where()
          .run()
          .directorSettings()
          .agree(
              daemon.get().role().text() + " sync daemon",
              daemon.get(),
              position,
              block,
              SYNC_DAEMONS);
      daemons.add(daemon.get());
    }
    return daemons;
  }

  private static void checkTableSize(Block block) {
    if (block.find(CONN_TAB_BITS).isEmpty()) {
      return;
    }
    boolean auto = block.find(CONN_TAB_BITS).get().isEmpty();
    if (auto && !block.mentions(EXPECTED_CONNECTIONS)) {
      block.error(
          CONN_TAB_BITS,
          "auto needs to know how many connections there will be",
          "add expectedConnections: 100000");
    } else if (!auto && block.mentions(EXPECTED_CONNECTIONS)) {
      block.error(
          EXPECTED_CONNECTIONS,
          "connTabBits is given as a number already",
          "write connTabBits: auto, or remove this key");
    }
  }

  private static void agreeWithOthers(Block block) {
    DirectorSettings settings = block.where().run().directorSettings();
    settings.agree(block, CONN_TAB_BITS);
    settings.agree(block, EXPECTED_CONNECTIONS);
    block
        .find(TIMEOUTS)
        .ifPresent(
            timeouts -> {
              settings.agree(timeouts, TimeoutsBlock.TCP);
              settings.agree(timeouts, TimeoutsBlock.TCP_FIN);
              settings.agree(timeouts, TimeoutsBlock.UDP);
            });
    block
        .find(SYSCTLS)
        .orElse(Map.of())
        .forEach(
            (name, value) ->
                settings.agree(
                    "sysctl " + SysctlName.parse(name),
                    value,
                    block.position(SYSCTLS),
                    block,
                    SYSCTLS));
  }

  private static ScalarType<OptionalInt> tableBits() {
    ScalarType<Integer> number = Scalars.wholeInt("a power of two for the table", 8, 27);
    return new ScalarType<>(
        "8 to 27, or auto",
        true,
        Scalars.anyOf(List.of(number.schema(), Scalars.textSchema("^(auto|[89]|1[0-9]|2[0-7])$"))),
        text -> {
          if (text.equals("auto")) {
            return OptionalInt.empty();
          }
          try {
            return OptionalInt.of(number.parse(text));
          } catch (BadValue e) {
            throw new BadValue(
                Text.quote(text) + " is no size of a table", "expected 8 to 27, or auto");
          }
        });
  }
}

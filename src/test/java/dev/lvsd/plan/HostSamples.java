package dev.lvsd.plan;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Short words for what a definition wants of a host. */
public final class HostSamples {
  /** Says nothing. */
  public static final Wishes NOTHING =
      new Wishes(OptionalInt.empty(), Map.of(), Optional.empty(), List.of());

  private HostSamples() {}

  /** What a definition may say about its director. */
  public record Wishes(
      OptionalInt connTabBits,
      Map<String, String> sysctls,
      Optional<String> vipInterface,
      List<SyncDaemon> syncDaemons) {
    /** With a size of the connection table. */
    public Wishes bits(int bits) {
      return new Wishes(OptionalInt.of(bits), sysctls, vipInterface, syncDaemons);
    }

    /** With one sysctl, and no other. */
    public Wishes sysctl(String name, String value) {
      return new Wishes(connTabBits, Map.of(name, value), vipInterface, syncDaemons);
    }

    /** With VIPs on an interface. */
    public Wishes vipsOn(String interfaceName) {
      return new Wishes(connTabBits, sysctls, Optional.of(interfaceName), syncDaemons);
    }

    /** With sync daemons. */
    public Wishes syncDaemons(SyncDaemon... daemons) {
      return new Wishes(connTabBits, sysctls, vipInterface, List.of(daemons));
    }

    /** As a cluster with services. */
    public Cluster cluster(String name, ClusterService... services) {
      Director director =
          new Director(
              connTabBits,
              OptionalLong.empty(),
              new Timeouts(0, 0, 0),
              sysctls,
              vipInterface,
              Announcing.DEFAULT,
              List.of(),
              syncDaemons);
      return Samples.cluster(name, Cluster.Management.SHARED, director, services);
    }

    /** As a definition of one cluster named shop. */
    public Definition shop(ClusterService... services) {
      return new Definition(List.of(cluster("shop", services)));
    }
  }

  /** A master on an interface, everything else left to the kernel. */
  public static SyncDaemon master(String interfaceName, int syncId) {
    return new SyncDaemon(SyncDaemon.Role.MASTER, interfaceName, syncId, 0, Optional.empty(), 0, 0);
  }

  /** {@code 10.0.0.1/32 on eth0}. */
  public static InterfaceAddress vip(String address) {
    return InterfaceAddress.vip("eth0", Addresses.parse(address));
  }
}

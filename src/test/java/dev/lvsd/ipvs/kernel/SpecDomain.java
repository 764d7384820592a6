package dev.lvsd.ipvs.kernel;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Everything that the kernel's attributes can hold. */
class SpecDomain extends DomainContextBase {
  private static final long U32 = 0xffff_ffffL;

  @Provide
  Arbitrary<ServiceSpec> services() {
    return keys().flatMap(SpecDomain::service);
  }

  @Provide
  Arbitrary<ServerSpec> servers() {
    Arbitrary<ServerKey> key = Combinators.combine(addresses(), ports()).as(ServerKey::new);
    Arbitrary<ForwardingMethod> method =
        Arbitraries.of(
            ForwardingMethod.NAT,
            ForwardingMethod.LOCAL,
            ForwardingMethod.TUNNEL,
            ForwardingMethod.DR,
            ForwardingMethod.BYPASS);
    Arbitrary<Long> upper = Arbitraries.longs().between(0, U32);
    return Combinators.combine(key, method, tunnels(), weights(), upper, upper)
        .as(
            (server, forwarding, tunnel, weight, one, other) ->
                new ServerSpec(
                    server,
                    forwarding,
                    Optional.of(tunnel).filter(t -> forwarding == ForwardingMethod.TUNNEL),
                    weight,
                    Math.max(one, other),
                    Math.min(one, other)));
  }

  @Provide
  Arbitrary<SyncDaemon> daemons() {
    return Combinators.combine(
            Arbitraries.of(SyncDaemon.Role.class),
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(15),
            Arbitraries.integers().between(0, 255),
            ports(),
            addresses().optional(),
            ports(),
            Arbitraries.integers().between(0, 255))
        .as(SyncDaemon::new);
  }

  private static Arbitrary<ServiceSpec> service(ServiceKey key) {
    Arbitrary<SchedulerName> scheduler =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .ofMinLength(1)
            .ofMaxLength(15)
            .map(SchedulerName::new);
    Arbitrary<String> engine =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(16);
    Arbitrary<Persistence> persistence =
        Combinators.combine(Arbitraries.longs().between(0, U32), netmasks(key.family()))
            .as(Persistence::new);
    return Combinators.combine(
            scheduler,
            Arbitraries.of(SchedulerFlag.class).set(),
            persistence.optional(),
            engine.optional(),
            Arbitraries.of(true, false))
        .as(
            (name, flags, lasting, sip, onePacket) ->
                new ServiceSpec(key, name, flags, lasting, sip, onePacket, false));
  }

  private static Arbitrary<ServiceKey> keys() {
    Arbitrary<ServiceKey> addresses =
        Combinators.combine(Arbitraries.of(Protocol.class), addresses(), ports())
            .as(AddressKey::new);
    Arbitrary<ServiceKey> marks =
        Combinators.combine(
                Arbitraries.longs().between(1, U32), Arbitraries.of(AddressFamily.class))
            .as(FwmarkKey::new);
    return Arbitraries.oneOf(addresses, marks);
  }

  private static Arbitrary<Netmask> netmasks(AddressFamily family) {
    return family == AddressFamily.IPV4
        ? Arbitraries.integers().map(bits -> new Netmask(family, bits))
        : Arbitraries.integers().between(1, 128).map(length -> new Netmask(family, length));
  }

  private static Arbitrary<InetAddress> addresses() {
    Arbitrary<InetAddress> v4 = Arbitraries.integers().map(RawAddresses::ipv4);
    Arbitrary<InetAddress> v6 =
        Arbitraries.bytes().array(byte[].class).ofSize(16).map(RawAddresses::ipv6);
    InetAddress mapped =
        RawAddresses.ipv6(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1});
    return Arbitraries.oneOf(v4, v6, Arbitraries.just(mapped));
  }

  private static Arbitrary<Integer> ports() {
    return Arbitraries.integers().between(0, 65535);
  }

  private static Arbitrary<Integer> weights() {
    return Arbitraries.integers().between(0, Integer.MAX_VALUE);
  }

  private static Arbitrary<Tunnel> tunnels() {
    return Combinators.combine(
            Arbitraries.of(Tunnel.Type.IPIP, Tunnel.Type.GUE, Tunnel.Type.GRE),
            ports(),
            Arbitraries.of(Tunnel.Checksum.class))
        .as(Tunnel::new);
  }
}

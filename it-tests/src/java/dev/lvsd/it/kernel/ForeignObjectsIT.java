package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.GenericNetlink;
import dev.lvsd.netlink.GenericRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What other programs put into the table: with ipvsadm, or with attributes that lvsd would never
 * send. It is read, and what lvsd does not know of it survives.
 *
 * <pre>
 *   one namespace per test:  lo 127.0.0.1, ::1
 * </pre>
 */
class ForeignObjectsIT {
  private static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");
  private static final ServerKey SERVER = new ServerKey(Addresses.parse("192.168.0.1"), 80);

  private static final int NEW_SERVICE = 1;
  private static final int GET_SERVICE = 4;
  private static final int NEW_DEST = 5;
  private static final int SERVICE = 1;
  private static final int DEST = 2;
  private static final int FLAGS = 7;

  private Namespace namespace;
  private KernelIpvs ipvs;
  private GenericNetlink raw;

  @BeforeEach
  void open() {
    namespace = Namespace.create("foreign");
    ipvs = namespace.call(KernelIpvs::open);
    raw = namespace.call(() -> GenericNetlink.open(Duration.ofSeconds(10)));
  }

  @AfterEach
  void close() {
    raw.close();
    ipvs.close();
    namespace.close();
  }

  /** A request of the IPVS family with any attributes. */
  private record Raw(int family, int command, Consumer<AttributeWriter> attributes)
      implements GenericRequest {
    @Override
    public void encode(AttributeWriter out) {
      attributes.accept(out);
    }

    @Override
    public String describe() {
      return "raw command " + command;
    }
  }

  private Raw raw(int command, Consumer<AttributeWriter> attributes) {
    return new Raw(raw.family("IPVS"), command, attributes);
  }

  private static void identity(AttributeWriter out, int protocol) {
    out.u16(1, 2).u16(2, protocol).bytes(3, new byte[] {10, 0, 0, 1}).be16(4, 80);
  }

  private static byte[] flags(int flags) {
    return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(flags).putInt(-1).array();
  }

  private void createRaw(int protocol, int flags) {
    raw.execute(
        raw(
            NEW_SERVICE,
            out ->
                out.nested(
                    SERVICE,
                    service -> {
                      identity(service, protocol);
                      service.string(6, "rr").bytes(FLAGS, flags(flags)).u32(8, 0).be32(9, -1);
                    })));
  }

  private void addRaw(int method, Consumer<AttributeWriter> more) {
    raw.execute(
        raw(
            NEW_DEST,
            out ->
                out.nested(SERVICE, service -> identity(service, 6))
                    .nested(
                        DEST,
                        server -> {
                          server
                              .bytes(1, new byte[] {(byte) 192, (byte) 168, 0, 1})
                              .be16(2, 80)
                              .u32(3, method)
                              .u32(4, 1)
                              .u32(5, 0)
                              .u32(6, 0);
                          more.accept(server);
                        })));
  }

  private int flagsInTheKernel() {
    return raw.get(
        raw(GET_SERVICE, out -> out.nested(SERVICE, service -> identity(service, 6))),
        ForeignObjectsIT::flagsOf);
  }

  private static int flagsOf(AttributeReader answer) {
    while (answer.next()) {
      AttributeReader service = answer.nested();
      while (service.next()) {
        if (service.type() == FLAGS) {
          return ByteBuffer.wrap(service.bytes()).order(ByteOrder.nativeOrder()).getInt();
        }
      }
    }
    throw new AssertionError("no flags");
  }

  @Test
  void leavesFlagsAloneThatItDoesNotKnow() {
    int unknown = 0x4000_0040;
    int hashed = 0x02;
    int onePacket = 0x04;
    createRaw(6, unknown | onePacket);

    ipvs.execute(
        new UpdateService(
            ServiceSpec.of(WEB, SchedulerName.RR)
                .withSchedulerFlags(Set.of(SchedulerFlag.FLAG_3))));

    assertThat(flagsInTheKernel()).isEqualTo(unknown | hashed | 0x20);
  }

  @Test
  void leavesOutServicesOfProtocolsThatItDoesNotKnow() {
    createRaw(47, 0);
    createRaw(6, 0);

    assertThat(ipvs.table()).extracting(VirtualService::key).containsExactly(WEB);
    assertThat(ipvs.services()).extracting(ServiceStatus::key).containsExactly(WEB);
  }

  @Test
  void readsForwardingMethodsThatHaveNoName() {
    for (int method = 5; method <= 7; method++) {
      createRaw(6, 0);
      addRaw(method, server -> {});

      assertThat(ipvs.servers(WEB))
          .extracting(status -> status.spec().forwarding())
          .containsExactly(ForwardingMethod.UNKNOWN);
      ipvs.execute(new DeleteService(WEB));
    }
  }

  @Test
  void readsTunnelTypesThatHaveNoName() {
    createRaw(6, 0);
    addRaw(2, server -> server.u8(13, 77).be16(14, 5).u16(15, 0xff));

    assertThat(ipvs.servers(WEB))
        .extracting(status -> status.spec().tunnel().orElseThrow())
        .containsExactly(new Tunnel(Tunnel.Type.UNKNOWN, 5, Tunnel.Checksum.REMOTE));
  }

  @Test
  void readsWhatIpvsadmWrites() {
    ipvsadm(
        """
        -A -t 10.0.0.1:80 -s wrr -p 600 -M 255.255.255.0
        -a -t 10.0.0.1:80 -r 192.168.0.1:80 -m -w 7 -x 9 -y 4
        -A -f 8 -6 -s mh -b mh-fallback,mh-port
        -a -f 8 -6 -r [2001:db8::5]:0 -i --tun-type gue --tun-port 6080 --tun-remcsum
        """);

    ServiceSpec web =
        ServiceSpec.of(WEB, SchedulerName.WRR)
            .withPersistence(new Persistence(600, Netmask.prefix(AddressFamily.IPV4, 24)));
    ServiceKey mark = ServiceKeys.parse("fwmark 8 ipv6");
    assertThat(ipvs.service(WEB)).map(ServiceStatus::spec).contains(web);
    assertThat(ipvs.servers(WEB))
        .extracting(ServerStatus::spec)
        .containsExactly(ServerSpec.of(SERVER, ForwardingMethod.NAT, 7).withThresholds(9, 4));
    assertThat(ipvs.service(mark))
        .map(ServiceStatus::spec)
        .contains(
            ServiceSpec.of(mark, SchedulerName.MH)
                .withSchedulerFlags(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT)));
    assertThat(ipvs.servers(mark))
        .extracting(ServerStatus::spec)
        .containsExactly(
            ServerSpec.of(
                    new ServerKey(Addresses.parse("2001:db8::5"), 0), ForwardingMethod.TUNNEL, 1)
                .withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE)));
  }

  @Test
  void writesWhatIpvsadmReads() {
    ServiceKey sip = ServiceKeys.parse("udp 10.0.0.1:5060");
    ipvs.execute(
        new CreateService(
            ServiceSpec.of(sip, SchedulerName.SH)
                .withSchedulerFlags(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT))
                .withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV4, 16)))
                .withPersistenceEngine("sip")));
    ipvs.execute(new AddServer(sip, ServerSpec.of(SERVER, ForwardingMethod.DR, 100_000)));
    ipvs.execute(
        new AddServer(
            sip,
            ServerSpec.of(
                    new ServerKey(Addresses.parse("192.168.0.2"), 5060), ForwardingMethod.TUNNEL, 0)
                .withTunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL))));

    assertThat(namespace.program("ipvsadm", "-Sn").mustSucceed().lines())
        .containsExactlyInAnyOrder(
            "-A -u 10.0.0.1:5060 -s sh -p 60 -M 255.255.0.0 --pe sip -b sh-fallback,sh-port",
            "-a -u 10.0.0.1:5060 -r 192.168.0.1:80 -g -w 100000",
            "-a -u 10.0.0.1:5060 -r 192.168.0.2:5060 -i -w 0 --tun-type gre --tun-csum");
  }

  private void ipvsadm(String table) {
    Program restore = namespace.program("ipvsadm", "-R").input(table);
    assertThat(restore.run().exitCode()).isZero();
  }
}

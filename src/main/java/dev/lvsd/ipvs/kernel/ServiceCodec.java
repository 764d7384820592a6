package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_SERVICE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_ADDR;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_AF;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_FLAGS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_FWMARK;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_NETMASK;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_PE_NAME;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_PORT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_PROTOCOL;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_SCHED_NAME;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_STATS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_STATS64;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_SVC_ATTR_TIMEOUT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_SVC_F_ONEPACKET;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_SVC_F_PERSISTENT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_SVC_F_SCHED1;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_SVC_F_SCHED2;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_SVC_F_SCHED3;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.NetlinkFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Virtual services as attributes.
 *
 * <p>Two traps: the netmask is a mask in network byte order for IPv4 and a prefix length in host
 * byte order for IPv6; and flags come with a mask of the bits that are meant. The mask sent here
 * has the bits that the model knows, so that others, which a later kernel or another program set,
 * stay as they are.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_genl_parse_service, ip_vs_genl_fill_service"
 */
final class ServiceCodec {
  /** The flag bits that this codec sets and clears. */
  static final int OWNED_FLAGS =
      IP_VS_SVC_F_PERSISTENT
          | IP_VS_SVC_F_ONEPACKET
          | IP_VS_SVC_F_SCHED1
          | IP_VS_SVC_F_SCHED2
          | IP_VS_SVC_F_SCHED3;

  private ServiceCodec() {}

  /** Writes what makes the service the same one. */
  static void writeKey(AttributeWriter out, ServiceKey key) {
    int service = out.begin(IPVS_CMD_ATTR_SERVICE);
    identity(out, key);
    out.end(service);
  }

  /** Writes identity and all settings. */
  static void writeSpec(AttributeWriter out, ServiceSpec spec) {
    int service = out.begin(IPVS_CMD_ATTR_SERVICE);
    identity(out, spec.key());
    out.string(IPVS_SVC_ATTR_SCHED_NAME, spec.scheduler().name());
    spec.persistenceEngine().ifPresent(engine -> out.string(IPVS_SVC_ATTR_PE_NAME, engine));
    out.bytes(IPVS_SVC_ATTR_FLAGS, flags(flagBits(spec), OWNED_FLAGS));
    out.u32(IPVS_SVC_ATTR_TIMEOUT, spec.persistence().map(Persistence::timeoutSeconds).orElse(0L));
    Netmask netmask =
        spec.persistence().map(Persistence::netmask).orElse(Netmask.full(spec.key().family()));
    if (netmask.family() == AddressFamily.IPV4) {
      out.be32(IPVS_SVC_ATTR_NETMASK, netmask.bits());
    } else {
      out.s32(IPVS_SVC_ATTR_NETMASK, netmask.bits());
    }
    out.end(service);
  }

  /**
   * Reads the attributes of one answer.
   *
   * @param answer before the first attribute of the command
   * @return empty for a service that the model cannot carry: of a protocol other than TCP, UDP and
   *     SCTP, which the kernel stores and never matches
   */
  static Optional<ServiceStatus> read(AttributeReader answer) {
    while (answer.next()) {
      if (answer.type() == IPVS_CMD_ATTR_SERVICE) {
        return new Fields(answer.nested()).status();
      }
    }
    throw new NetlinkFormatException(0, "an answer without a service");
  }

  /**
   * Looks for settings that stock kernels have no number for.
   *
   * @return what is wrong with the settings; empty if they can be sent
   */
  static Optional<String> check(ServiceSpec spec) {
    return spec.toa()
        ? Optional.of("the kernel cannot tell servers the client's end (toa); leave it out")
        : Optional.empty();
  }

  private static void identity(AttributeWriter out, ServiceKey key) {
    out.u16(IPVS_SVC_ATTR_AF, WireAddress.family(key.family()));
    if (key instanceof FwmarkKey fwmark) {
      out.u32(IPVS_SVC_ATTR_FWMARK, fwmark.mark());
    } else {
      AddressKey address = (AddressKey) key;
      out.u16(IPVS_SVC_ATTR_PROTOCOL, address.protocol().number())
          .bytes(IPVS_SVC_ATTR_ADDR, WireAddress.bytes(address.address()))
          .be16(IPVS_SVC_ATTR_PORT, address.port());
    }
  }

  private static int flagBits(ServiceSpec spec) {
    int bits = 0;
    if (spec.persistence().isPresent()) {
      bits |= IP_VS_SVC_F_PERSISTENT;
    }
    if (spec.onePacket()) {
      bits |= IP_VS_SVC_F_ONEPACKET;
    }
    for (SchedulerFlag flag : spec.schedulerFlags()) {
      bits |= bit(flag);
    }
    return bits;
  }

  private static int bit(SchedulerFlag flag) {
    return switch (flag) {
      case FALLBACK -> IP_VS_SVC_F_SCHED1;
      case PORT -> IP_VS_SVC_F_SCHED2;
      case FLAG_3 -> IP_VS_SVC_F_SCHED3;
    };
  }

  /** {@code struct ip_vs_flags}, both numbers in host byte order. */
  private static byte[] flags(int bits, int mask) {
    return ByteBuffer.allocate(2 * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(bits)
        .putInt(mask)
        .array();
  }

  /** What was found so far of one service; the order of attributes is the kernel's affair. */
  private static final class Fields {
    private int family;
    private int protocol;
    private byte @Nullable [] address;
    private int port;
    private long mark;
    private String scheduler = "";
    private Optional<String> engine = Optional.empty();
    private int flags;
    private long timeoutSeconds;
    private int netmaskNetworkOrder;
    private int netmaskHostOrder;
    private @Nullable AttributeReader narrow;
    private @Nullable AttributeReader wide;

    Fields(AttributeReader in) {
      while (in.next()) {
        take(in);
      }
    }

    private void take(AttributeReader in) {
      switch (in.type()) {
        case IPVS_SVC_ATTR_AF -> family = in.u16();
        case IPVS_SVC_ATTR_PROTOCOL -> protocol = in.u16();
        case IPVS_SVC_ATTR_ADDR -> address = in.bytes();
        case IPVS_SVC_ATTR_PORT -> port = in.be16();
        case IPVS_SVC_ATTR_FWMARK -> mark = in.u32();
        case IPVS_SVC_ATTR_SCHED_NAME -> scheduler = in.string();
        case IPVS_SVC_ATTR_PE_NAME -> engine = Optional.of(in.string()).filter(s -> !s.isEmpty());
        case IPVS_SVC_ATTR_FLAGS -> flags = firstNumber(in.bytes());
        case IPVS_SVC_ATTR_TIMEOUT -> timeoutSeconds = in.u32();
        case IPVS_SVC_ATTR_NETMASK -> {
          netmaskNetworkOrder = in.be32();
          netmaskHostOrder = in.s32();
        }
        case IPVS_SVC_ATTR_STATS -> narrow = in.nested();
        case IPVS_SVC_ATTR_STATS64 -> wide = in.nested();
        default -> {} // a newer kernel may say more
      }
    }

    private static int firstNumber(byte[] struct) {
      if (struct.length < Integer.BYTES) {
        throw new NetlinkFormatException(0, "service flags of " + struct.length + " bytes");
      }
      return ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder()).getInt();
    }

    Optional<ServiceStatus> status() {
      try {
        return key().map(key -> new ServiceStatus(spec(key), StatisticsCodec.read(narrow, wide)));
      } catch (IllegalArgumentException e) {
        throw new NetlinkFormatException(0, "a service that cannot be: " + e.getMessage());
      }
    }

    private Optional<ServiceKey> key() {
      AddressFamily kind = WireAddress.family(family);
      if (mark != 0) {
        return Optional.of(new FwmarkKey(mark, kind));
      }
      byte[] bytes = address;
      if (bytes == null) {
        throw new NetlinkFormatException(0, "a service without address and firewall mark");
      }
      for (Protocol known : Protocol.values()) {
        if (known.number() == protocol) {
          return Optional.of(new AddressKey(known, WireAddress.read(kind, bytes), port));
        }
      }
      return Optional.empty();
    }

    private ServiceSpec spec(ServiceKey key) {
      return new ServiceSpec(
          key,
          new SchedulerName(scheduler),
          schedulerFlags(),
          persistence(key.family()),
          engine,
          has(IP_VS_SVC_F_ONEPACKET),
          false);
    }

    private Set<SchedulerFlag> schedulerFlags() {
      Set<SchedulerFlag> found = EnumSet.noneOf(SchedulerFlag.class);
      for (SchedulerFlag flag : SchedulerFlag.values()) {
        if (has(bit(flag))) {
          found.add(flag);
        }
      }
      return found;
    }

    private Optional<Persistence> persistence(AddressFamily kind) {
      if (!has(IP_VS_SVC_F_PERSISTENT)) {
        return Optional.empty();
      }
      int bits = kind == AddressFamily.IPV4 ? netmaskNetworkOrder : netmaskHostOrder;
      return Optional.of(new Persistence(timeoutSeconds, new Netmask(kind, bits)));
    }

    private boolean has(int bit) {
      return (flags & bit) != 0;
    }
  }
}

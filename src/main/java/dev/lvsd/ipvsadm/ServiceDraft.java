package dev.lvsd.ipvsadm;

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
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command line has said of the virtual service so far. */
final class ServiceDraft {
  private static final String DEFAULT_SCHEDULER = "wlc";

  @Nullable InetAddress address;
  int port;
  @Nullable Protocol protocol;

  /** 0 stands for none. */
  long fwmark;

  /** With a firewall mark only; other services have the family of their address. */
  boolean fwmarkIpv6;

  String scheduler = "";
  String engine = "";
  boolean persistent;
  int timeoutSeconds;

  /** IPv4: the mask; IPv6: the prefix length. */
  int netmask = -1;

  boolean onePacket;
  Set<SchedulerFlag> flags = Set.of();

  /** Whether what was said so far is about IPv6. */
  boolean isIpv6() {
    InetAddress known = address;
    return fwmark != 0 ? fwmarkIpv6 : known != null && Inet.isIpv6(known);
  }

  /** Whether the service is of the given family; one of no family yet is of none. */
  boolean isFamilyOf(InetAddress other) {
    return (fwmark != 0 || address != null) && isIpv6() == Inet.isIpv6(other);
  }

  /** Whether address and port are zero, which stands for every service where counters are reset. */
  boolean isAnything() {
    if (fwmark != 0 || port != 0) {
      return false;
    }
    InetAddress known = address;
    return known == null || known.isAnyLocalAddress();
  }

  /** The scheduler that was asked for, or the default. */
  String schedulerOrDefault() {
    return scheduler.isEmpty() ? DEFAULT_SCHEDULER : scheduler;
  }

  /** The identity; only after the options were checked. */
  ServiceKey key() {
    if (fwmark != 0) {
      return new FwmarkKey(fwmark, fwmarkIpv6 ? AddressFamily.IPV6 : AddressFamily.IPV4);
    }
    InetAddress known = address;
    Protocol transport = protocol;
    if (known == null || transport == null) {
      throw new IllegalStateException("a service without address passed the check of options");
    }
    return new AddressKey(transport, known, port);
  }

  /** Identity and settings; only after the options were checked. */
  ServiceSpec spec() {
    AddressFamily family = isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    Set<SchedulerFlag> wanted = EnumSet.noneOf(SchedulerFlag.class);
    wanted.addAll(flags);
    return new ServiceSpec(
        key(),
        new SchedulerName(printable(schedulerOrDefault())),
        wanted,
        persistent
            ? Optional.of(new Persistence(timeoutSeconds, new Netmask(family, netmask)))
            : Optional.empty(),
        engine.isEmpty() ? Optional.empty() : Optional.of(engine),
        onePacket,
        false);
  }

  /**
   * A name that no module has, where a name has characters that the model refuses: the kernel then
   * answers the same.
   */
  private static String printable(String name) {
    char[] chars = name.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] <= ' ' || chars[i] >= 127) {
        chars[i] = '?';
      }
    }
    return new String(chars);
  }
}

package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.dataplane.scheduler.Destination;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.Tunnel;

/**
 * A real server of a service, also after it was removed while connections still name it. Owner: the
 * forwarding thread.
 */
final class RealServer extends Destination {
  final int number;
  final boolean ipv6;
  final long high;
  final long low;
  final Counters counters = new Counters();

  private ServerSpec spec;
  private Service service;
  private Tunnel tunnel = Tunnel.IPIP;

  /** When it was first seen without connections in the trash; 0 if it was not yet. */
  long idleSinceMs;

  RealServer(int number, Accounting accounting, Service service, ServerSpec spec) {
    super(
        accounting, Ip.high(spec.key().address()), Ip.low(spec.key().address()), spec.key().port());
    this.number = number;
    this.high = Ip.high(spec.key().address());
    this.low = Ip.low(spec.key().address());
    this.ipv6 = spec.key().family() == AddressFamily.IPV6;
    this.service = service;
    this.spec = spec;
    settle(spec);
  }

  /** Takes other settings. */
  void settle(ServerSpec wanted) {
    spec = wanted;
    tunnel = wanted.tunnel().orElse(Tunnel.IPIP);
    configure(wanted.weight(), wanted.upperThreshold(), wanted.lowerThreshold());
  }

  /** Puts it into a service; counts from zero where that is another one than before. */
  void join(Service other) {
    if (service != other) {
      counters.zero();
      service = other;
    }
    idleSinceMs = 0;
  }

  ServerKey key() {
    return spec.key();
  }

  Service service() {
    return service;
  }

  ForwardingMethod method() {
    return spec.forwarding();
  }

  Tunnel tunnel() {
    return tunnel;
  }

  /** Whether some connection or template names it. */
  boolean isReferenced() {
    return total() > 0 || templates() > 0;
  }

  ServerStatus status() {
    return new ServerStatus(spec, active(), inactive(), templates(), counters.statistics());
  }
}

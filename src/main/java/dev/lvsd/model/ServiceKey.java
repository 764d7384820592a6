package dev.lvsd.model;

/**
 * What makes a virtual service the same one; everything else can change in place.
 *
 * <p>{@code toString()} is the text that people see and that {@link ServiceKeys#parse(String)}
 * reads back: {@code tcp 10.0.0.1:80}, {@code udp [2001:db8::1]:53}, {@code fwmark 7}, {@code
 * fwmark 7 ipv6}.
 */
public sealed interface ServiceKey extends Comparable<ServiceKey> permits AddressKey, FwmarkKey {
  /**
   * The family of the packets that the service takes.
   *
   * @return the address family
   */
  AddressFamily family();

  /** Address services by family, protocol, address and port; then firewall marks. */
  @Override
  default int compareTo(ServiceKey other) {
    return ServiceKeys.ORDER.compare(this, other);
  }
}

package dev.lvsd.ipvsadm;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Names of hosts and services, looked up as the C library does. */
public interface Names {
  /**
   * The first IPv4 address of a host.
   *
   * @param host a name
   * @return null if the name is not known
   * @see "gethostbyname(3)"
   */
  @Nullable InetAddress addressOf(String host);

  /**
   * The name of an address.
   *
   * @param address any address
   * @return null if it has none
   * @see "gethostbyaddr(3)"
   */
  @Nullable String hostOf(InetAddress address);

  /**
   * The port of a service.
   *
   * @param service name or alias, such as {@code http}
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   * @return −1 if the service is not known
   * @see "getservbyname(3)"
   */
  int portOf(String service, String protocol);

  /**
   * The service of a port.
   *
   * @param port 0 to 65535
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   * @return null if the port has none
   * @see "getservbyport(3)"
   */
  @Nullable String serviceOf(int port, String protocol);
}

package dev.lvsd.probe;

import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The director's end of the wire. {@link #nics} and {@link #neighbours} belong to the thread that
 * opened it; the others may be called by many at a time, in the same network namespace.
 */
public interface Wire extends AutoCloseable {
  /**
   * The interfaces of the director.
   *
   * @return a snapshot
   */
  List<Nic> nics();

  /**
   * Who was seen at which interface.
   *
   * @return machines by address; one may be seen at several interfaces
   */
  Map<InetAddress, List<Way.Frame>> neighbours();

  /**
   * Which own address the kernel would choose.
   *
   * @param destination where to
   * @return empty if no route leads there
   */
  Optional<InetAddress> sourceTowards(InetAddress destination);

  /**
   * Asks on the wire who has addresses: by ARP requests, or by neighbour solicitations.
   *
   * @param interfaceName where to ask; it has a hardware address
   * @param asker an own address of the same family, from which to ask
   * @param asked addresses of one family
   * @param limit how long answers are taken; always waited for, since another may come
   * @return every hardware address that was given for each; none for those that nobody has
   */
  Map<InetAddress, Set<MacAddress>> owners(
      String interfaceName, InetAddress asker, Collection<InetAddress> asked, Duration limit);

  /**
   * Makes an ordinary connection, and ends it.
   *
   * @param source an own address
   * @param server where to
   * @param limit how long to wait
   * @return what came back
   */
  Reply connect(InetAddress source, InetSocketAddress server, Duration limit);

  /**
   * Begins a connection to a virtual address at one real server, and takes it back as soon as that
   * has answered, so that nothing stays half open.
   *
   * @param way to the real server
   * @param source an own address, to which the real server answers
   * @param vip virtual address and port
   * @param limit how long to wait
   * @return what came back
   */
  Reply handshake(Way way, InetAddress source, InetSocketAddress vip, Duration limit);

  @Override
  void close();
}

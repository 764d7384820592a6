package dev.lvsd.it.kernel;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostContract;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.linux.NoLeakedDescriptors;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real machine keeps the contract of a host.
 *
 * <pre>
 *   one namespace:  eth0 10.9.0.1/24 (dummy)    files of lvsd in a directory of the test
 * </pre>
 */
@ExtendWith(NoLeakedDescriptors.class)
class LinuxHostIT extends HostContract {
  @TempDir Path etc;
  private Namespace namespace;

  @Override
  protected Host open() {
    namespace = Namespace.create("host");
    namespace.ip("link add eth0 type dummy", "addr add 10.9.0.1/24 dev eth0", "link set eth0 up");
    Host opened = namespace.call(() -> LinuxHost.open(HostPaths.withConfigurationIn(etc)));
    return new InNamespace(namespace, opened);
  }

  @AfterEach
  void deleteNamespace() {
    namespace.close();
  }

  @Override
  protected String interfaceName() {
    return "eth0";
  }
}

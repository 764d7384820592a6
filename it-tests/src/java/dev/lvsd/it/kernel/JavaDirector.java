package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.VIP6;

import dev.lvsd.dataplane.io.RunningPlane;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/** A director whose data plane is the Java one, with the VIPs of the topologies. */
final class JavaDirector implements AutoCloseable {
  private final RunningPlane plane;

  JavaDirector(RunningPlane plane) {
    this.plane = plane;
  }

  /** Takes the VIPs from an interface and gives them to a plane. */
  static JavaDirector in(Namespace namespace, String lan) {
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      Program.of("modprobe", "tun").mustSucceed();
    }
    namespace.sysctl("net.ipv4.ip_forward", 1);
    namespace.sysctl("net.ipv6.conf.all.forwarding", 1);
    namespace.ip(
        "address del " + VIP + "/32 dev " + lan, "address del " + VIP6 + "/128 dev " + lan);
    JavaDirector director = new JavaDirector(namespace.call(() -> RunningPlane.open("lvsd0")));
    director.plane.vips().add(InterfaceAddress.parse(VIP + "/32 on " + lan));
    director.plane.vips().add(InterfaceAddress.parse(VIP6 + "/128 on " + lan));
    return director;
  }

  /** A plane without VIPs. */
  static JavaDirector without(Namespace namespace) {
    return new JavaDirector(namespace.call(() -> RunningPlane.open("lvsd0")));
  }

  RunningPlane plane() {
    return plane;
  }

  /** Makes a service with round robin. */
  void serve(String service, ForwardingMethod method, String... servers) {
    ServiceKey key = ServiceKeys.parse(service);
    plane.ipvs().execute(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.RR)));
    for (String each : servers) {
      Endpoint end = Endpoint.parse(each);
      ServerSpec spec = ServerSpec.of(new ServerKey(end.address(), end.port()), method, 1);
      plane.ipvs().execute(new IpvsCommand.AddServer(key, spec));
    }
  }

  @Override
  public void close() {
    plane.close();
  }
}

import dev.lvsd.dataplane.io.RunningPlane;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;

/** The Java data plane alone, until it is killed: INTERFACE, then SERVICE=SERVER,SERVER for each service, by nat. */
final class Plane {
  public static void main(String[] arguments) throws InterruptedException {
    RunningPlane plane = RunningPlane.open("lvsd0");
    Runtime.getRuntime().addShutdownHook(new Thread(plane::close));
    for (int i = 1; i < arguments.length; i++) {
      String[] service = arguments[i].split("=");
      Endpoint listen = Endpoint.parse(service[0]);
      plane.vips().add(InterfaceAddress.vip(arguments[0], listen.address()));
      ServiceKey key = ServiceKeys.parse("tcp " + service[0]);
      plane.ipvs().execute(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.RR)));
      for (String each : service[1].split(",")) {
        Endpoint end = Endpoint.parse(each);
        ServerKey server = new ServerKey(end.address(), end.port());
        ServerSpec spec = ServerSpec.of(server, ForwardingMethod.NAT, 1);
        plane.ipvs().execute(new IpvsCommand.AddServer(key, spec));
      }
    }
    System.out.println("ready");
    Thread.sleep(Long.MAX_VALUE);
  }
}

package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.VIP6;
import static dev.lvsd.it.topology.NatTopology.serverAddress;

import dev.lvsd.dataplane.io.RunningPlane;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.InterfaceAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A process with a plane that nobody will close. */
final class AbandonedPlane {
  private AbandonedPlane() {}

  /** The process, not yet started; it writes to its standard error once it forwards. */
  static Program in(Namespace namespace, String lan) {
    return Program.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AbandonedPlane.class.getName(),
            lan)
        .in(namespace);
  }

  /** Takes the interface on which the VIPs are. */
  public static void main(String[] arguments) throws InterruptedException {
    JavaDirector director = new JavaDirector(RunningPlane.open("lvsd0"));
    for (String vip : new String[] {VIP + "/32", VIP6 + "/128"}) {
      director.plane().vips().add(InterfaceAddress.parse(vip + " on " + arguments[0]));
    }
    director.serve("tcp " + VIP + ":80", ForwardingMethod.NAT, serverAddress(1) + ":80");
    System.err.println("forwards");
    Thread.sleep(Duration.ofMinutes(1).toMillis());
  }
}

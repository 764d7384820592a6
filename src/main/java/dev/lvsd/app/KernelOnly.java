package dev.lvsd.app;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;

/** Refuses what only a data plane in Java could do, since this version has none. */
final class KernelOnly {
  private KernelOnly() {}

  static void require(Definition definition) {
    for (Cluster cluster : definition.clusters()) {
      if (cluster.dataPlane() == Cluster.DataPlaneChoice.USERSPACE) {
        throw refused(
            "cluster " + cluster.name() + ": dataPlane: userspace",
            "set it to kernel or auto, on a host with ip_vs");
      }
      cluster.services().forEach(service -> require(cluster, service));
    }
  }

  private static void require(Cluster cluster, ClusterService service) {
    for (ClusterServer server : service.servers()) {
      if (server.spec().forwarding() == ForwardingMethod.FULLNAT) {
        throw refused(
            "cluster "
                + cluster.name()
                + ", service "
                + service.name()
                + ", real server "
                + server.name()
                + ": forwarding: fullnat",
            "set it to nat, dr or tunnel; the kernel has no fullnat");
      }
    }
  }

  private static LvsdException refused(String what, String advice) {
    return new LvsdException(
        Blame.USER, what + ": this version of lvsd has no data plane in Java; " + advice);
  }
}

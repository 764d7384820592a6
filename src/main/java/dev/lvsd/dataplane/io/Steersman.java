package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.io.route.Steering;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** Brings the host's routes and rules to what a footprint wants. Owner: the steering thread. */
final class Steersman {
  private final Steering steering;
  private final Footprint footprint;
  private final Set<InetAddress> captured = new HashSet<>();
  private final Set<InetAddress> replying = new HashSet<>();

  Steersman(Steering steering, Footprint footprint) {
    this.steering = steering;
    this.footprint = footprint;
  }

  /** What the plane needs to see. */
  Footprint footprint() {
    return footprint;
  }

  /** Does what is missing, and takes back what nobody wants any more. */
  void follow() {
    release();
    for (InetAddress wanted : footprint.addresses()) {
      if (!captured.contains(wanted) && steering.capture(wanted)) {
        captured.add(wanted);
      }
    }
    for (InetAddress wanted : footprint.replying()) {
      if (replying.add(wanted)) {
        steering.replies(wanted);
      }
    }
  }

  /** Refuses an address that is the host's own. */
  void requireCaptured(InetAddress address) {
    if (!captured.contains(address)) {
      throw new LvsdException(
          Blame.USER,
          "take packets for %s: it is an address of this host already, so that they never reach the"
                  .formatted(Addresses.text(address))
              + " Java data plane; remove it: ip address del");
    }
  }

  private void release() {
    captured.removeIf(
        address -> {
          boolean unwanted = !footprint.addresses().contains(address);
          if (unwanted) {
            steering.release(address);
          }
          return unwanted;
        });
    replying.removeIf(
        address -> {
          boolean unwanted = !footprint.replying().contains(address);
          if (unwanted) {
            steering.noReplies(address);
          }
          return unwanted;
        });
  }
}

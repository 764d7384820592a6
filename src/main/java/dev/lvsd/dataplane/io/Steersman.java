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

  /** Addresses that are wanted, but were the host's own when that was looked at last. */
  private final Set<InetAddress> own = new HashSet<>();

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
    Set<InetAddress> doubtful = new HashSet<>(footprint.takeChangedAddresses());
    doubtful.addAll(own);
    own.clear();
    for (InetAddress address : doubtful) {
      if (!footprint.addresses().contains(address)) {
        steering.release(address);
      } else if (!steering.capture(address)) {
        own.add(address);
      }
    }
    for (InetAddress server : footprint.takeChangedReplying()) {
      if (footprint.replying().contains(server)) {
        steering.replies(server);
      } else {
        steering.noReplies(server);
      }
    }
  }

  /** Refuses an address that is the host's own. */
  void requireCaptured(InetAddress address) {
    if (own.contains(address)) {
      throw new LvsdException(
          Blame.USER,
          "take packets for %s: it is an address of this host already, so that they never reach the"
                  .formatted(Addresses.text(address))
              + " Java data plane; remove it: ip address del");
    }
  }
}

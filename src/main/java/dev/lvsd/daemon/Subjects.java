package dev.lvsd.daemon;

import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;

/** What a change concerns, and what it does, in words. */
final class Subjects {
  private Subjects() {}

  /** The object that a change concerns; the same for all changes of one object. */
  static String of(Change change) {
    if (change instanceof Change.AddServer add) {
      return "server " + add.want().key() + " of " + add.service();
    } else if (change instanceof Change.UpdateServer update) {
      return "server " + update.want().key() + " of " + update.service();
    } else if (change instanceof Change.QuiesceServer quiesce) {
      return "server " + quiesce.have().key() + " of " + quiesce.service();
    } else if (change instanceof Change.RemoveServer removal) {
      return "server " + removal.have().key() + " of " + removal.service();
    } else if (change instanceof Change.OfService ofService) {
      return "service " + ofService.service();
    } else if (change instanceof HostChange host) {
      return of(host);
    }
    return "time-outs";
  }

  private static String of(HostChange change) {
    if (change instanceof HostChange.LoadModule load) {
      return "module " + load.module();
    } else if (change instanceof HostChange.SetSysctl set) {
      return "sysctl " + set.name();
    } else if (change instanceof HostChange.RestoreSysctl restore) {
      return "sysctl " + restore.name();
    } else if (change instanceof HostChange.PersistSysctls) {
      return "sysctls at boot";
    } else if (change instanceof HostChange.AddVip vip) {
      return "VIP " + vip.address();
    } else if (change instanceof HostChange.RemoveVip vip) {
      return "VIP " + vip.address();
    } else if (change instanceof HostChange.StopSyncDaemon stop) {
      return "sync daemon " + stop.have().role();
    } else if (change instanceof HostChange.StartSyncDaemon start) {
      return "sync daemon " + start.want().role();
    }
    return "module ip_vs"; // its configuration, and loading it anew
  }

  /** What a change does, and what there was before. */
  static String deed(Change change) {
    if (change instanceof Change.AddServer add) {
      return "added with weight " + add.want().weight() + "; it was missing";
    } else if (change instanceof Change.UpdateServer update) {
      return updated(update.have().spec(), update.want());
    } else if (change instanceof Change.QuiesceServer quiesce) {
      return "quiesced; it is not wanted, and had weight " + quiesce.have().spec().weight();
    } else if (change instanceof Change.RemoveServer) {
      return "removed; it is not wanted";
    } else if (change instanceof Change.CreateService) {
      return "created; it was missing";
    } else if (change instanceof Change.UpdateService) {
      return "set as wanted; its settings were others";
    } else if (change instanceof Change.RemoveService) {
      return "removed; it is not wanted any more";
    } else if (change instanceof Change.SetTimeouts timeouts) {
      return "set to " + seconds(timeouts.want()) + "; they were " + seconds(timeouts.have());
    } else if (change instanceof HostChange host) {
      return deed(host);
    }
    return "made as wanted";
  }

  private static String seconds(Timeouts timeouts) {
    return timeouts.tcpSeconds()
        + ", "
        + timeouts.tcpFinSeconds()
        + " and "
        + timeouts.udpSeconds()
        + " s";
  }

  private static String deed(HostChange change) {
    if (change instanceof HostChange.LoadModule) {
      return "loaded; it was missing";
    } else if (change instanceof HostChange.SetSysctl set) {
      return "set to " + set.want() + set.have().map(have -> "; it was " + have).orElse("");
    } else if (change instanceof HostChange.RestoreSysctl restore) {
      return "set to " + restore.before() + ", as it was before lvsd";
    } else if (change instanceof HostChange.AddVip) {
      return "added; it was missing";
    } else if (change instanceof HostChange.RemoveVip) {
      return "removed; no service needs it any more";
    } else if (change instanceof HostChange.StopSyncDaemon) {
      return "stopped; another is wanted, or none";
    } else if (change instanceof HostChange.StartSyncDaemon) {
      return "started; it did not run as wanted";
    }
    return "configured as wanted";
  }

  private static String updated(ServerSpec have, ServerSpec want) {
    return have.weight() == want.weight()
        ? "set as wanted; its settings were others"
        : "weight set to " + want.weight() + "; it was " + have.weight();
  }
}

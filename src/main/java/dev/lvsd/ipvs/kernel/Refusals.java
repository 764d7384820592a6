package dev.lvsd.ipvs.kernel;

import static dev.lvsd.diag.Errno.EADDRNOTAVAIL;
import static dev.lvsd.diag.Errno.EAFNOSUPPORT;
import static dev.lvsd.diag.Errno.EEXIST;
import static dev.lvsd.diag.Errno.EINTR;
import static dev.lvsd.diag.Errno.EINVAL;
import static dev.lvsd.diag.Errno.ENOBUFS;
import static dev.lvsd.diag.Errno.ENODEV;
import static dev.lvsd.diag.Errno.ENOENT;
import static dev.lvsd.diag.Errno.ENOMEM;
import static dev.lvsd.diag.Errno.ENOPROTOOPT;
import static dev.lvsd.diag.Errno.EOPNOTSUPP;
import static dev.lvsd.diag.Errno.EPERM;
import static dev.lvsd.diag.Errno.ERANGE;
import static dev.lvsd.diag.Errno.ESRCH;
import static dev.lvsd.diag.Errno.ETIMEDOUT;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.netlink.NetlinkException;

/**
 * What an error number means for which command.
 *
 * <p>The kernel answers with a number and, for IPVS, hardly ever with words; the same number means
 * different things for different commands. A sentence here has four parts: what was attempted, on
 * what, what the kernel said, and why with a next step.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_sync.c"
 */
final class Refusals {
  /** Why, what to do, and whose move it is. */
  private record Reason(Blame blame, String text) {}

  private Refusals() {}

  /** The IPVS family could not be looked up. */
  static IpvsException noFamily(LvsdException cause) {
    if (cause instanceof NetlinkException refused && refused.errno() == ENOENT) {
      return new IpvsException(
          Blame.HOST,
          ENOENT,
          "open the kernel's IPVS: No such file or directory (ENOENT): the kernel has no family"
              + " IPVS, because module ip_vs is not loaded and could not be loaded by itself; try"
              + " modprobe ip_vs as root",
          cause);
    }
    return new IpvsException(
        cause.blame(), errno(cause), "open the kernel's IPVS: " + cause.getMessage(), cause);
  }

  /** A request was refused, or got no answer that could be understood. */
  static IpvsException of(IpvsRequest request, LvsdException cause) {
    if (cause instanceof NetlinkException refused && refused.errno() != 0) {
      return of(request, refused);
    }
    return new IpvsException(
        cause.blame(), errno(cause), request.describe() + ": " + cause.getMessage(), cause);
  }

  /** The kernel refused a request of a batch. */
  static IpvsException of(IpvsRequest request, NetlinkException cause) {
    if (cause.errno() == ETIMEDOUT || cause.errno() == ENOBUFS) {
      return new IpvsException(cause.blame(), cause.errno(), messageOf(cause), cause);
    }
    Reason reason =
        request instanceof ChangeRequest change
            ? reason(change.asked(), cause.errno())
            : general(cause.errno());
    String words = cause.kernelMessage();
    return new IpvsException(
        reason.blame(),
        cause.errno(),
        "%s: %s (%s): %s%s"
            .formatted(
                request.describe(),
                Errno.text(cause.errno()),
                Errno.name(cause.errno()),
                words.isEmpty() ? "" : "the kernel says \"" + words + "\"; ",
                reason.text()),
        cause);
  }

  /** A batch ended before its end: the connection to the kernel failed. */
  static IpvsException interrupted(LvsdException cause) {
    return new IpvsException(cause.blame(), errno(cause), messageOf(cause), cause);
  }

  /** Something is asked that the kernel has no number for; nothing was sent. */
  static IpvsException notSent(IpvsCommand command, String why) {
    return new IpvsException(Blame.USER, 0, command.describe() + ": " + why, null);
  }

  /** The kernel did not say that it stopped a sync daemon, and did not stop it. */
  static IpvsException stillRunning(StopSyncDaemon stop) {
    return new IpvsException(
        Blame.KERNEL,
        EINTR,
        stop.describe() + ": the kernel did not answer, and the daemon still runs; try again",
        null);
  }

  private static int errno(LvsdException cause) {
    return cause instanceof NetlinkException refused ? refused.errno() : 0;
  }

  private static String messageOf(LvsdException cause) {
    return String.valueOf(cause.getMessage());
  }

  private static Reason reason(IpvsCommand command, int errno) {
    if (command instanceof CreateService create) {
      return service(create.spec(), errno);
    } else if (command instanceof UpdateService update) {
      return service(update.spec(), errno);
    } else if (command instanceof AddServer add) {
      return server(add.service(), add.spec(), errno);
    } else if (command instanceof UpdateServer update) {
      return server(update.service(), update.spec(), errno);
    } else if (command instanceof RemoveServer && errno == ENOENT) {
      return new Reason(Blame.USER, "the service has no such server; look at the table again");
    } else if (command instanceof SetTimeouts && errno == EINVAL) {
      return new Reason(
          Blame.USER,
          "a time-out is longer than the kernel can count, and none was changed; give at most"
              + " 2147483 seconds, which every kernel takes");
    } else if (command instanceof StartSyncDaemon start) {
      return startDaemon(start.daemon(), errno);
    } else if (command instanceof StopSyncDaemon stop && errno == ESRCH) {
      return new Reason(Blame.USER, "no " + stop.role().text() + " sync daemon is running");
    }
    return general(errno);
  }

  private static Reason service(ServiceSpec spec, int errno) {
    return switch (errno) {
      case EEXIST ->
          new Reason(Blame.USER, "there is such a service already; update it, or delete it first");
      case ENOENT -> new Reason(Blame.HOST, missingModule(spec));
      case EINVAL -> new Reason(Blame.KERNEL, "the kernel refuses these settings of the service");
      default -> general(errno);
    };
  }

  /** The kernel looks for the scheduler first, and says the same of both. */
  private static String missingModule(ServiceSpec spec) {
    String scheduler =
        "no scheduler \"%s\" (module ip_vs_%s)".formatted(spec.scheduler(), spec.scheduler());
    return spec.persistenceEngine()
        .map(
            engine ->
                "the kernel has %s, or no persistence engine \"%s\" (module ip_vs_pe_%s); load or install the module that lacks, or choose another"
                    .formatted(scheduler, engine, engine))
        .orElse(
            "the kernel has " + scheduler + "; load or install it, or choose another scheduler");
  }

  private static Reason server(ServiceKey service, ServerSpec spec, int errno) {
    return switch (errno) {
      case EEXIST ->
          new Reason(
              Blame.USER, "the service has such a server already; update it, or remove it first");
      case ENOENT ->
          new Reason(Blame.USER, "the service has no such server; look at the table again");
      case EINVAL -> new Reason(Blame.USER, InvalidServer.why(service, spec));
      case ERANGE ->
          new Reason(
              Blame.USER,
              "weight "
                  + spec.weight()
                  + ", upper threshold "
                  + spec.upperThreshold()
                  + " and lower threshold "
                  + spec.lowerThreshold()
                  + ": the weight must be 0 to 2147483647, and the lower threshold at most the"
                  + " upper one");
      default -> general(errno);
    };
  }

  private static Reason startDaemon(SyncDaemon daemon, int errno) {
    return switch (errno) {
      case EEXIST ->
          new Reason(
              Blame.USER,
              "a " + daemon.role().text() + " sync daemon is running already; stop it first");
      case ENODEV ->
          new Reason(
              Blame.USER,
              "there is no network interface \"" + daemon.multicastInterface() + "\" here");
      case EADDRNOTAVAIL ->
          new Reason(
              Blame.HOST,
              "interface " + daemon.multicastInterface() + " has no address to send from");
      case EINVAL ->
          daemon.group().filter(group -> !group.isMulticastAddress()).isPresent()
              ? new Reason(Blame.USER, "the group is not a multicast address")
              : new Reason(
                  Blame.USER,
                  "some real server is of another address family than its service, which sync"
                      + " daemons cannot carry; remove such servers first");
      default -> general(errno);
    };
  }

  private static Reason general(int errno) {
    return switch (errno) {
      case EPERM ->
          new Reason(
              Blame.HOST,
              "it takes CAP_NET_ADMIN in the initial user namespace; run as root, and not inside a"
                  + " user namespace such as that of a rootless container");
      case ENOENT ->
          new Reason(
              Blame.HOST,
              "the kernel has no family IPVS any more, because module ip_vs was unloaded; try"
                  + " modprobe ip_vs, and start again");
      case ESRCH -> new Reason(Blame.USER, "there is no such service; create it first");
      case EAFNOSUPPORT ->
          new Reason(Blame.HOST, "this kernel does not do IPv6, or it is switched off");
      case ENOMEM -> new Reason(Blame.HOST, "the kernel is out of memory; free some");
      case ENOPROTOOPT ->
          new Reason(Blame.HOST, "module ip_vs is being unloaded; try modprobe ip_vs");
      case EOPNOTSUPP -> new Reason(Blame.KERNEL, "this kernel's IPVS does not know the command");
      default -> new Reason(Blame.KERNEL, "the kernel gives no reason");
    };
  }
}

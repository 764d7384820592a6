package dev.lvsd.ipvsadm;

import static dev.lvsd.diag.Errno.EAFNOSUPPORT;
import static dev.lvsd.diag.Errno.EEXIST;
import static dev.lvsd.diag.Errno.EINVAL;
import static dev.lvsd.diag.Errno.EMSGSIZE;
import static dev.lvsd.diag.Errno.ENOENT;
import static dev.lvsd.diag.Errno.ENOMEM;
import static dev.lvsd.diag.Errno.ENOPROTOOPT;
import static dev.lvsd.diag.Errno.EOPNOTSUPP;
import static dev.lvsd.diag.Errno.EPERM;
import static dev.lvsd.diag.Errno.ESRCH;

import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;

/** What ipvsadm says to an error number. */
final class Errors {
  /** What is said of a server with thresholds upside down. */
  static final String OUT_OF_RANGE = Errno.text(Errno.ERANGE);

  /** What is said when servers are changed whose service is missing. */
  static final String NO_SERVICE = "Service not defined";

  /** What is said when a service that should be listed is missing. */
  static final String NOTHING_TO_LIST = "No such service";

  private Errors() {}

  /** What is said when a change is refused. */
  static String of(IpvsCommand command, IpvsException refusal) {
    String text = null;
    int errno = refusal.errno();
    if (command instanceof IpvsCommand.CreateService) {
      text =
          switch (errno) {
            case EEXIST -> "Service already exists";
            case ENOENT -> "Scheduler or persistence engine not found";
            default -> null;
          };
    } else if (command instanceof IpvsCommand.UpdateService) {
      text =
          switch (errno) {
            case ESRCH -> "No such service";
            case ENOENT -> "Scheduler or persistence engine not found";
            default -> null;
          };
    } else if (command instanceof IpvsCommand.DeleteService
        || command instanceof IpvsCommand.ZeroService
        || command instanceof IpvsCommand.ZeroAll) {
      text = errno == ESRCH ? "No such service" : null;
    } else if (command instanceof IpvsCommand.AddServer) {
      text =
          switch (errno) {
            case ESRCH -> NO_SERVICE;
            case EEXIST -> "Destination already exists";
            default -> null;
          };
    } else if (command instanceof IpvsCommand.UpdateServer
        || command instanceof IpvsCommand.RemoveServer) {
      text =
          switch (errno) {
            case ESRCH -> NO_SERVICE;
            case ENOENT -> "No such destination";
            default -> null;
          };
    } else if (command instanceof IpvsCommand.StartSyncDaemon) {
      text = errno == EEXIST ? "Daemon has already run" : null;
    } else if (command instanceof IpvsCommand.StopSyncDaemon) {
      text = errno == ESRCH ? "No daemon is running" : null;
    }
    return text != null ? text : general(refusal);
  }

  /** What is said when a listing fails. */
  static String ofListing(IpvsException refusal) {
    return refusal.errno() == ESRCH ? NOTHING_TO_LIST : general(refusal);
  }

  /** What is said when there is no data plane: a missing family is a missing protocol. */
  static String ofStart(IpvsException refusal) {
    return refusal.errno() == ENOENT ? "Protocol not available" : general(refusal);
  }

  private static String general(IpvsException refusal) {
    return switch (refusal.errno()) {
      case 0 -> String.valueOf(refusal.getMessage());
      case EPERM -> "Permission denied (you must be root)";
      case EINVAL -> "Invalid operation.  Possibly wrong module version, address not unicast, ...";
      case ENOPROTOOPT -> "Protocol not available";
      case ENOMEM -> "Memory allocation problem";
      case EOPNOTSUPP -> "Operation not supported with IPv6";
      case EAFNOSUPPORT -> "Operation not supported with specified address family";
      case EMSGSIZE -> "Module is wrong version";
      default -> Errno.text(refusal.errno());
    };
  }
}

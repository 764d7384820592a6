package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_TCP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_TCP_FIN;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_UDP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_DEL_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_DEL_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_DEL_SERVICE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_FLUSH;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_NEW_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_NEW_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_NEW_SERVICE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_SET_CONFIG;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_SET_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_SET_SERVICE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ZERO;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.StartSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.StopSyncDaemon;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateService;
import dev.lvsd.ipvs.IpvsCommand.ZeroAll;
import dev.lvsd.ipvs.IpvsCommand.ZeroService;
import dev.lvsd.model.Timeouts;
import dev.lvsd.netlink.AttributeWriter;
import java.util.Optional;

/** A request that changes the kernel's table; it is answered with an error number only. */
sealed interface ChangeRequest extends IpvsRequest {
  /** What was asked of {@link KernelIpvs}. */
  IpvsCommand asked();

  @Override
  default String describe() {
    return asked().describe();
  }

  /**
   * Looks for what stock kernels have no number for.
   *
   * @return what is wrong; empty if the command can be sent
   */
  static Optional<String> problem(IpvsCommand asked) {
    if (asked instanceof CreateService create) {
      return ServiceCodec.check(create.spec());
    } else if (asked instanceof UpdateService update) {
      return ServiceCodec.check(update.spec());
    } else if (asked instanceof AddServer add) {
      return ServerCodec.check(add.spec());
    } else if (asked instanceof UpdateServer update) {
      return ServerCodec.check(update.spec());
    }
    return Optional.empty();
  }

  /** The kernel's command for a command of the contract. */
  static ChangeRequest of(IpvsCommand asked) {
    if (asked instanceof CreateService create) {
      return new NewService(create);
    } else if (asked instanceof UpdateService update) {
      return new SetService(update);
    } else if (asked instanceof DeleteService delete) {
      return new DelService(delete);
    } else if (asked instanceof AddServer add) {
      return new NewDest(add);
    } else if (asked instanceof UpdateServer update) {
      return new SetDest(update);
    } else if (asked instanceof RemoveServer remove) {
      return new DelDest(remove);
    } else if (asked instanceof SetTimeouts set) {
      return new SetConfig(set);
    } else if (asked instanceof StartSyncDaemon start) {
      return new NewDaemon(start);
    } else if (asked instanceof StopSyncDaemon stop) {
      return new DelDaemon(stop);
    } else if (asked instanceof ZeroService || asked instanceof ZeroAll) {
      return new Zero(asked);
    }
    return new Flush((IpvsCommand.Flush) asked);
  }

  /** IPVS_CMD_NEW_SERVICE. */
  record NewService(CreateService asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_NEW_SERVICE;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeSpec(out, asked.spec());
    }
  }

  /** IPVS_CMD_SET_SERVICE. Sent without an engine, it removes the persistence engine. */
  record SetService(UpdateService asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_SET_SERVICE;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeSpec(out, asked.spec());
    }
  }

  /** IPVS_CMD_DEL_SERVICE. */
  record DelService(DeleteService asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_DEL_SERVICE;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, asked.service());
    }
  }

  /** IPVS_CMD_NEW_DEST. */
  record NewDest(AddServer asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_NEW_DEST;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, asked.service());
      ServerCodec.writeSpec(out, asked.spec());
    }
  }

  /** IPVS_CMD_SET_DEST. */
  record SetDest(UpdateServer asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_SET_DEST;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, asked.service());
      ServerCodec.writeSpec(out, asked.spec());
    }
  }

  /** IPVS_CMD_DEL_DEST. */
  record DelDest(RemoveServer asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_DEL_DEST;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, asked.service());
      ServerCodec.writeKey(out, asked.server());
    }
  }

  /** IPVS_CMD_NEW_DAEMON. */
  record NewDaemon(StartSyncDaemon asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_NEW_DAEMON;
    }

    @Override
    public void encode(AttributeWriter out) {
      SyncDaemonCodec.write(out, asked.daemon());
    }
  }

  /** IPVS_CMD_DEL_DAEMON. Kernel 6.1 does not answer it if the daemon had not run yet. */
  record DelDaemon(StopSyncDaemon asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_DEL_DAEMON;
    }

    @Override
    public void encode(AttributeWriter out) {
      SyncDaemonCodec.writeRole(out, asked.role());
    }
  }

  /** IPVS_CMD_SET_CONFIG. A time-out of 0 stays as it is. */
  record SetConfig(SetTimeouts asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_SET_CONFIG;
    }

    @Override
    public void encode(AttributeWriter out) {
      Timeouts timeouts = asked.timeouts();
      out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP, timeouts.tcpSeconds())
          .u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFinSeconds())
          .u32(IPVS_CMD_ATTR_TIMEOUT_UDP, timeouts.udpSeconds());
    }
  }

  /** IPVS_CMD_ZERO: of one service with its servers, or without a service of everything. */
  record Zero(IpvsCommand asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_ZERO;
    }

    @Override
    public void encode(AttributeWriter out) {
      if (asked instanceof ZeroService one) {
        ServiceCodec.writeKey(out, one.service());
      }
    }
  }

  /** IPVS_CMD_FLUSH. */
  record Flush(IpvsCommand.Flush asked) implements ChangeRequest {
    @Override
    public int command() {
      return IPVS_CMD_FLUSH;
    }

    @Override
    public void encode(AttributeWriter out) {}
  }
}

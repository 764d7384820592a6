package dev.lvsd.it.differential;

import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.ipvs.IpvsCommand;

/**
 * One thing that is done to both planes. Each makes sense on its own, whatever was left out before.
 */
sealed interface Step {
  /** Does it; what the planes do must be the same. */
  void run(Twins twins);

  /**
   * A packet, and how people would write it; then time for a connection that it replaces to end.
   */
  final class Send implements Step {
    private static final int MOMENT_MS = 20;

    private final String name;
    private final byte[] packet;

    Send(String name, byte[] packet) {
      this.name = name;
      this.packet = packet;
    }

    @Override
    public void run(Twins twins) {
      twins.send(packet, 0);
      twins.pause(MOMENT_MS);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A command, which both may refuse; then a moment in which the kernel ends connections. */
  record Change(IpvsCommand command) implements Step {
    private static final int MOMENT_MS = 50;

    @Override
    public void run(Twins twins) {
      boolean removes =
          command instanceof IpvsCommand.RemoveServer
              || command instanceof IpvsCommand.DeleteService;
      if (twins.tryToExecute(command) && removes) {
        twins.pause(MOMENT_MS);
      }
    }

    @Override
    public String toString() {
      return command.describe();
    }
  }

  /** A sysctl. */
  record Set(Sysctl sysctl, int value) implements Step {
    @Override
    public void run(Twins twins) {
      twins.set(sysctl, value);
    }
  }

  /** A look at everything that can be listed. */
  record Look() implements Step {
    @Override
    public void run(Twins twins) {
      twins.compareConnections();
      twins.compareServers();
    }
  }
}

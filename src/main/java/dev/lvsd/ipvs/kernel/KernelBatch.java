package dev.lvsd.ipvs.kernel;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.ipvs.kernel.IpvsClient.Addressed;
import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.PipelineListener;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many commands in order, whose failures concern themselves only. Commands go through the pipeline,
 * many to a system call; those that cannot, because nothing may be sent or because the kernel may
 * not answer, go one by one in their place.
 */
final class KernelBatch implements PipelineListener<Addressed> {
  private final IpvsClient client;
  private final Consumer<IpvsCommand> single;
  private final BatchListener listener;

  /**
   * A batch.
   *
   * @param client sends
   * @param single executes one command on its own
   * @param listener hears about each command
   */
  KernelBatch(IpvsClient client, Consumer<IpvsCommand> single, BatchListener listener) {
    this.client = client;
    this.single = single;
    this.listener = listener;
  }

  void run(List<? extends IpvsCommand> commands) {
    int from = 0;
    for (int i = 0; i < commands.size(); i++) {
      if (!isForPipeline(commands.get(i))) {
        client.pipeline(commands.subList(from, i), this);
        alone(commands.get(i));
        from = i + 1;
      }
    }
    client.pipeline(commands.subList(from, commands.size()), this);
  }

  @Override
  public void done(Addressed addressed) {
    listener.done(asked(addressed));
  }

  @Override
  public void failed(Addressed addressed, NetlinkException failure) {
    listener.failed(asked(addressed), Refusals.of(addressed.request(), failure));
  }

  private static IpvsCommand asked(Addressed addressed) {
    return ((ChangeRequest) addressed.request()).asked();
  }

  private static boolean isForPipeline(IpvsCommand command) {
    return !(command instanceof IpvsCommand.StopSyncDaemon)
        && ChangeRequest.problem(command).isEmpty();
  }

  private void alone(IpvsCommand command) {
    try {
      single.accept(command);
    } catch (IpvsException e) {
      listener.failed(command, e);
      return;
    }
    listener.done(command);
  }
}

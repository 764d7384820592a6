package dev.lvsd.it.bench;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The netlink part alone: how long it takes from a table in memory until the kernel has
 * acknowledged all of it. The first filling is cold, as in {@code lvsctl}: the code has not run
 * yet. The others are warm, as in a process that stays. Each has an empty table of its own, in a
 * new network namespace, because what was deleted slows the kernel down for minutes.
 */
public final class FillTable {
  private static final int WARM = 5;

  private FillTable() {}

  /**
   * Prints lines of name, tab, milliseconds.
   *
   * @param args number of services, servers of each
   */
  public static void main(String[] args) {
    List<IpvsCommand> table = table(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    System.out.println("netlink part, cold\t" + fill(table));
    long[] warm = new long[WARM];
    for (int i = 0; i < WARM; i++) {
      warm[i] = fill(table);
    }
    Arrays.sort(warm);
    System.out.println("netlink part, warm\t" + warm[WARM / 2]);
  }

  private static long fill(List<IpvsCommand> table) {
    try (Namespace namespace = Namespace.create("fill");
        KernelIpvs ipvs = namespace.call(KernelIpvs::open)) {
      long start = System.nanoTime();
      ipvs.execute(table, FailureMode.CONTINUE, new Refusing());
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  /** The table of {@code bench/table}. */
  private static List<IpvsCommand> table(int services, int servers) {
    List<IpvsCommand> commands = new ArrayList<>();
    for (int service = 0; service < services; service++) {
      ServiceKey key = ServiceKeys.parse("tcp 10.1." + service / 256 + "." + service % 256 + ":80");
      commands.add(new IpvsCommand.CreateService(ServiceSpec.of(key, SchedulerName.WLC)));
      for (int server = 1; server <= servers; server++) {
        InetAddress address = Addresses.parse("10.2." + server / 256 + "." + server % 256);
        ServerSpec spec = ServerSpec.of(new ServerKey(address, 80), ForwardingMethod.DR, 1);
        commands.add(new IpvsCommand.AddServer(key, spec));
      }
    }
    return commands;
  }

  /** Nothing may fail here. */
  private static final class Refusing implements BatchListener {
    @Override
    public void done(IpvsCommand command) {}

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      throw failure;
    }
  }
}

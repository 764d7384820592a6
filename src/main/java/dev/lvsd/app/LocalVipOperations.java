package dev.lvsd.app;

import dev.lvsd.cli.VipOperations;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Vip;
import dev.lvsd.reconcile.Announcer;
import dev.lvsd.reconcile.Waiter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Finds and announces the VIPs of this machine. Owned by one thread. */
final class LocalVipOperations implements VipOperations {
  /** Where there is nobody to tell. */
  private static final String LOOPBACK = "lo";

  private final Host host;
  private final Supplier<List<ServiceKey>> services;
  private final Supplier<Ownership> owned;
  private final Function<List<Path>, Definition> reader;
  private final Waiter waiter;

  /**
   * Operations on a host.
   *
   * @param host closed by its owner
   * @param services those in the table; asked only while their plane is active, since asking loads
   *     it
   * @param owned what lvsd manages
   * @param reader reads definitions
   * @param waiter how time passes
   */
  LocalVipOperations(
      Host host,
      Supplier<List<ServiceKey>> services,
      Supplier<Ownership> owned,
      Function<List<Path>, Definition> reader,
      Waiter waiter) {
    this.host = host;
    this.services = services;
    this.owned = owned;
    this.reader = reader;
    this.waiter = waiter;
  }

  @Override
  public List<Vip> list() {
    HostState state = look();
    return Vip.all(
        state.ipvs().presence().isActive() ? services.get() : List.of(),
        state.addresses(),
        owned.get());
  }

  @Override
  public List<Announced> announce(AnnounceRequest request, IntConsumer round) {
    Map<InterfaceAddress, Announcing> wanted = wanted(request);
    List<InterfaceAddress> there = look().addresses();
    Announcer announcer = new Announcer(host, waiter);
    List<Announced> missing = new ArrayList<>();
    wanted.forEach(
        (vip, how) -> {
          if (there.contains(vip)) {
            announcer.begin(vip, how);
          } else {
            missing.add(missing(vip));
          }
        });
    announcer.repeat(round);
    List<Announced> all = new ArrayList<>(announcer.results());
    all.addAll(missing);
    return all;
  }

  private Map<InterfaceAddress, Announcing> wanted(AnnounceRequest request) {
    Map<InterfaceAddress, Announcing> wanted = new LinkedHashMap<>();
    if (!request.files().isEmpty()) {
      HostWants.of(reader.apply(request.files()))
          .vips()
          .forEach((vip, how) -> wanted.put(vip, as(request, how)));
    }
    Announcing usual = as(request, Announcing.DEFAULT);
    for (InetAddress vip : request.vips()) {
      places(vip).forEach(place -> wanted.putIfAbsent(place, usual));
    }
    if (request.files().isEmpty() && request.vips().isEmpty()) {
      for (Vip vip : list()) {
        vip.place()
            .filter(place -> vip.present() && isHeard(place))
            .ifPresent(place -> wanted.put(place, usual));
      }
    }
    return wanted;
  }

  private static Announcing as(AnnounceRequest request, Announcing otherwise) {
    return new Announcing(
        request.count().orElse(otherwise.count()), request.gap().orElse(otherwise.gap()));
  }

  /** The interfaces that have an address, and neighbours. */
  private List<InterfaceAddress> places(InetAddress vip) {
    List<InterfaceAddress> places =
        look().addresses().stream().filter(each -> each.address().equals(vip)).toList();
    if (places.isEmpty()) {
      throw new LvsdException(
          Blame.USER,
          "announce "
              + Addresses.text(vip)
              + ": no interface of this machine has it; lvsctl vip list shows where VIPs are");
    }
    List<InterfaceAddress> heard = places.stream().filter(LocalVipOperations::isHeard).toList();
    if (heard.isEmpty()) {
      throw new LvsdException(
          Blame.USER,
          "announce "
              + Addresses.text(vip)
              + ": only "
              + LOOPBACK
              + " has it, where there is nobody to tell");
    }
    return heard;
  }

  private static boolean isHeard(InterfaceAddress place) {
    return !place.interfaceName().equals(LOOPBACK);
  }

  private static Announced missing(InterfaceAddress vip) {
    return new Announced(
        vip,
        0,
        Optional.of(
            "announce "
                + Addresses.text(vip.address())
                + ": "
                + vip.interfaceName()
                + " does not have it; lvsctl apply adds it"));
  }

  private HostState look() {
    return host.look(new HostQuestion(Set.of(), Set.of()));
  }
}

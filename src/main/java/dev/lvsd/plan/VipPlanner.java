package dev.lvsd.plan;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ServiceKey;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which VIPs are added, and which of those that lvsd added go. An address that others added is left
 * alone, whoever needs it.
 */
final class VipPlanner {
  private final HostWants wants;
  private final HostState host;
  private final HostOwners owners;
  private final Map<InetAddress, ServiceKey> needed;
  private final HostPart part = new HostPart();

  /**
   * A planner for one plan.
   *
   * @param needed addresses of services that will be in the table, each with one of them
   */
  VipPlanner(
      HostWants wants, HostState host, HostOwners owners, Map<InetAddress, ServiceKey> needed) {
    this.wants = wants;
    this.host = host;
    this.owners = owners;
    this.needed = needed;
  }

  HostPart plan() {
    wants.vips().forEach(this::wanted);
    wants.vips().keySet().stream()
        .map(InterfaceAddress::interfaceName)
        .filter(name -> !host.interfaces().contains(name))
        .distinct()
        .forEach(name -> part.note("there is no interface " + name + ", to which VIPs are added"));
    Set<InterfaceAddress> had = new LinkedHashSet<>();
    owners.named().forEach(managed -> had.addAll(managed.addresses()));
    had.forEach(this::had);
    return part;
  }

  private void wanted(InterfaceAddress vip, Announcing announcing) {
    if (host.addresses().contains(vip)) {
      if (!isManaged(vip)) {
        part.note("address " + vip + " was there before lvsd; it is left as it is");
      }
      return;
    }
    Optional<InterfaceAddress> elsewhere =
        host.addresses().stream()
            .filter(have -> have.address().equals(vip.address()) && !isManaged(have))
            .findFirst();
    if (elsewhere.isPresent()) {
      part.note("address " + vip + " is not added: there is " + elsewhere.get() + " already");
    } else {
      part.first(new HostChange.AddVip(vip, announcing));
    }
  }

  private void had(InterfaceAddress vip) {
    boolean stays = wants.vips().containsKey(vip) || isOf(owners.others(), vip);
    if (stays || !host.addresses().contains(vip)) {
      return;
    }
    ServiceKey service = needed.get(vip.address());
    boolean moves =
        wants.vips().keySet().stream().anyMatch(want -> want.address().equals(vip.address()));
    if (service == null || moves) {
      part.last(new HostChange.RemoveVip(vip));
    } else {
      part.note(
          "address "
              + vip
              + " stays as long as service "
              + service
              + " needs "
              + Addresses.text(vip.address()));
    }
  }

  private boolean isManaged(InterfaceAddress address) {
    return isOf(owners.named(), address) || isOf(owners.others(), address);
  }

  private static boolean isOf(Iterable<Managed> owners, InterfaceAddress address) {
    for (Managed managed : owners) {
      if (managed.addresses().contains(address)) {
        return true;
      }
    }
    return false;
  }
}

package dev.lvsd.cli.view;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Vip;
import java.util.Map;

/** VIPs and their announcements as trees of a document. */
final class VipTrees {
  private VipTrees() {}

  static Map<String, ?> vip(Vip vip) {
    return new Tree()
        .with("address", Addresses.text(vip.address()))
        .with("interface", vip.place().map(InterfaceAddress::interfaceName))
        .with("prefixLength", vip.place().map(InterfaceAddress::prefixLength))
        .with("present", vip.present())
        .with("owned", vip.cluster().isPresent())
        .with("cluster", vip.cluster())
        .with("services", vip.services().stream().map(ServiceKey::toString).toList())
        .build();
  }

  static Map<String, ?> announced(Announced announced) {
    return new Tree()
        .with("address", Addresses.text(announced.vip().address()))
        .with("interface", announced.vip().interfaceName())
        .with("times", announced.times())
        .with("failure", announced.failure())
        .build();
  }
}

package dev.lvsd.host;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.netlink.NetlinkException;
import java.util.Collection;
import java.util.List;

/** What to say, and to advise, when an address cannot be added, removed or announced. */
final class AddressRefusals {
  private static final int NAMES_TOLD = 20;

  private AddressRefusals() {}

  /** The interface does not exist. */
  static HostException noInterface(
      HostCommand command, String interfaceName, Collection<String> existing) {
    List<String> names = existing.stream().sorted().limit(NAMES_TOLD).toList();
    int more = existing.size() - names.size();
    return new HostException(
        Blame.USER,
        command.describe()
            + ": there is no interface "
            + interfaceName
            + "; there are "
            + String.join(", ", names)
            + (more == 0 ? "" : " and " + more + " more"),
        null);
  }

  /** The interface is switched off. */
  static HostException down(HostCommand command, String interfaceName) {
    return new HostException(
        Blame.HOST,
        command.describe()
            + ": "
            + interfaceName
            + " is down; ip link set "
            + interfaceName
            + " up",
        null);
  }

  /** The interface has the address in another network. */
  static HostException otherPrefix(
      HostCommand.AddAddress command, List<InterfaceAddress> present, NetlinkException refusal) {
    InterfaceAddress wanted = command.address();
    String found =
        present.stream()
            .filter(each -> each.interfaceName().equals(wanted.interfaceName()))
            .filter(each -> each.address().equals(wanted.address()))
            .findFirst()
            .map(each -> Addresses.text(each.address()) + "/" + each.prefixLength())
            .orElse("something else");
    return new HostException(
        Blame.HOST,
        command.describe()
            + ": the interface has it already, as "
            + found
            + " (EEXIST); remove that first, or choose another address",
        refusal);
  }

  /** The kernel refused to add or to remove it. */
  static HostException of(InterfaceAddress address, NetlinkException refusal) {
    String advice = advice(address, refusal.errno());
    return new HostException(
        refusal.blame(), refusal.getMessage() + (advice.isEmpty() ? "" : "; " + advice), refusal);
  }

  private static String advice(InterfaceAddress address, int errno) {
    return switch (errno) {
      case Errno.EACCES ->
          "IPv6 is switched off there: sysctl net.ipv6.conf."
              + address.interfaceName()
              + ".disable_ipv6=0";
      case Errno.EINVAL, Errno.EADDRNOTAVAIL ->
          "no interface takes "
              + Addresses.text(address.address())
              + "/"
              + address.prefixLength()
              + ": a unicast address is needed";
      case Errno.EAFNOSUPPORT, Errno.EOPNOTSUPP ->
          "this kernel has no "
              + (address.address().getAddress().length == 4 ? "IPv4" : "IPv6")
              + " (ipv6.disable=1 on its command line switches IPv6 off)";
      case Errno.ENOBUFS, Errno.ENOMEM -> "the kernel is out of memory";
      default -> "";
    };
  }
}

package dev.lvsd.host;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One change of a director. {@link #describe()} is how errors name it. */
public sealed interface HostCommand {
  /**
   * The command in words.
   *
   * @return for example {@code load module ip_vs_wrr}
   */
  String describe();

  /**
   * Says in {@code /etc/modprobe.d} with which parameter {@code ip_vs} is loaded from now on; a
   * module that is loaded stays as it is. Only the file of lvsd is written.
   *
   * @param connTabBits size of the connection table as a power of two; empty: lvsd has no wish, its
   *     file goes
   */
  record ConfigureModule(OptionalInt connTabBits) implements HostCommand {
    /** Refuses null. */
    public ConfigureModule {
      requireNonNull(connTabBits, "connTabBits");
    }

    @Override
    public String describe() {
      return connTabBits.isPresent()
          ? "configure module ip_vs with conn_tab_bits=" + connTabBits.getAsInt()
          : "configure module ip_vs without conn_tab_bits";
    }
  }

  /**
   * Loads a module as it is configured; done if it is loaded or built in.
   *
   * @param module its name
   */
  record LoadModule(String module) implements HostCommand {
    /** Refuses null. */
    public LoadModule {
      requireNonNull(module, "module");
    }

    @Override
    public String describe() {
      return "load module " + module;
    }
  }

  /**
   * Unloads a module after those that use it; done if it is not loaded. Fails if something else
   * uses one of them; which of them are unloaded then is not said.
   *
   * @param module its name
   */
  record UnloadModule(String module) implements HostCommand {
    /** Refuses null. */
    public UnloadModule {
      requireNonNull(module, "module");
    }

    @Override
    public String describe() {
      return "unload module " + module;
    }
  }

  /**
   * Sets a sysctl until the next boot.
   *
   * @param name full name with dots
   * @param value new value
   */
  record SetSysctl(String name, String value) implements HostCommand {
    /** Refuses nulls. */
    public SetSysctl {
      requireNonNull(name, "name");
      requireNonNull(value, "value");
    }

    @Override
    public String describe() {
      return "set sysctl " + name + " to " + value;
    }
  }

  /**
   * Says in {@code /etc/sysctl.d} what is set at boot. Only the file of lvsd is written.
   *
   * @param values all that lvsd wants set, by full name; empty: its file goes
   */
  record PersistSysctls(Map<String, String> values) implements HostCommand {
    /** Copies the map, in the order of names. */
    public PersistSysctls {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    @Override
    public String describe() {
      return "persist " + values.size() + (values.size() == 1 ? " sysctl" : " sysctls");
    }
  }

  /**
   * Adds an address; done if the interface has it. An IPv6 address is usable at once, without
   * duplicate detection.
   *
   * @param address the address and its interface
   */
  record AddAddress(InterfaceAddress address) implements HostCommand {
    /** Refuses null. */
    public AddAddress {
      requireNonNull(address, "address");
    }

    @Override
    public String describe() {
      return "add address " + address;
    }
  }

  /**
   * Removes an address; done if the interface does not have it, or is gone.
   *
   * @param address the address and its interface
   */
  record RemoveAddress(InterfaceAddress address) implements HostCommand {
    /** Refuses null. */
    public RemoveAddress {
      requireNonNull(address, "address");
    }

    @Override
    public String describe() {
      return "remove address " + address;
    }
  }

  /**
   * Tells the neighbours, once, where an address is: gratuitous ARP for IPv4, an unsolicited
   * neighbour advertisement for IPv6. Whoever wants it repeated executes it again.
   *
   * @param address the address that is there, and the interface to send on
   */
  record Announce(InterfaceAddress address) implements HostCommand {
    /** Refuses null. */
    public Announce {
      requireNonNull(address, "address");
    }

    @Override
    public String describe() {
      return "announce " + Addresses.text(address.address()) + " on " + address.interfaceName();
    }
  }
}

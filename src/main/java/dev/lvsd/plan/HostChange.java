package dev.lvsd.plan;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Announcing;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.SyncDaemon;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A change of the director beside its services. */
public sealed interface HostChange extends Change {
  /**
   * Dispatches on the kind of change; keeps handling exhaustive.
   *
   * @param visitor one method per kind
   * @param <R> what the visitor answers
   * @return its answer
   */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Change.Visitor<R> visitor) {
    return visitor.host(this);
  }

  /**
   * Has {@code ip_vs} loaded with another table from the next time on.
   *
   * @param have power of two that is configured; empty: none
   * @param want power of two; empty: lvsd configures none any more
   */
  record ConfigureModule(OptionalInt have, OptionalInt want) implements HostChange {
    /** Refuses nulls. */
    public ConfigureModule {
      requireNonNull(have, "have");
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.configureModule(this);
    }
  }

  /**
   * Loads a module.
   *
   * @param module its name
   */
  record LoadModule(String module) implements HostChange {
    /** Refuses null. */
    public LoadModule {
      requireNonNull(module, "module");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.loadModule(this);
    }
  }

  /**
   * Loads {@code ip_vs} anew for a table of another size, and restores what was in the table. Every
   * connection is cut.
   *
   * @param haveBits power of two in force
   * @param wantBits power of two after it
   * @param cost what is interrupted
   */
  record ReloadModule(int haveBits, int wantBits, ReloadCost cost) implements HostChange {
    /** Refuses null. */
    public ReloadModule {
      requireNonNull(cost, "cost");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reloadModule(this);
    }
  }

  /**
   * Sets a sysctl.
   *
   * @param name full name
   * @param have present value; empty if the sysctl is not there, or not yet
   * @param want wanted value
   */
  record SetSysctl(String name, Optional<String> have, String want) implements HostChange {
    /** Refuses nulls. */
    public SetSysctl {
      requireNonNull(name, "name");
      requireNonNull(have, "have");
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.setSysctl(this);
    }
  }

  /**
   * Gives a sysctl that nobody defines any more the value that it had before lvsd.
   *
   * @param name full name
   * @param have present value
   * @param before the value to restore
   */
  record RestoreSysctl(String name, String have, String before) implements HostChange {
    /** Refuses nulls. */
    public RestoreSysctl {
      requireNonNull(name, "name");
      requireNonNull(have, "have");
      requireNonNull(before, "before");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.restoreSysctl(this);
    }
  }

  /**
   * Has other sysctls set at boot.
   *
   * @param have what is set at boot
   * @param want what is to be set
   */
  record PersistSysctls(Map<String, String> have, Map<String, String> want) implements HostChange {
    /** Copies the maps, in the order of names. */
    public PersistSysctls {
      have = Collections.unmodifiableMap(new TreeMap<>(have));
      want = Collections.unmodifiableMap(new TreeMap<>(want));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.persistSysctls(this);
    }
  }

  /**
   * Adds a VIP and announces it.
   *
   * @param address the VIP and its interface
   * @param announcing how it is announced
   */
  record AddVip(InterfaceAddress address, Announcing announcing) implements HostChange {
    /** Refuses nulls. */
    public AddVip {
      requireNonNull(address, "address");
      requireNonNull(announcing, "announcing");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.addVip(this);
    }
  }

  /**
   * Removes a VIP, after the services that go with it.
   *
   * @param address the VIP and its interface
   */
  record RemoveVip(InterfaceAddress address) implements HostChange {
    /** Refuses null. */
    public RemoveVip {
      requireNonNull(address, "address");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removeVip(this);
    }
  }

  /**
   * Stops a sync daemon.
   *
   * @param have its settings
   */
  record StopSyncDaemon(SyncDaemon have) implements HostChange {
    /** Refuses null. */
    public StopSyncDaemon {
      requireNonNull(have, "have");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stopSyncDaemon(this);
    }
  }

  /**
   * Starts a sync daemon.
   *
   * @param want its settings
   */
  record StartSyncDaemon(SyncDaemon want) implements HostChange {
    /** Refuses null. */
    public StartSyncDaemon {
      requireNonNull(want, "want");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.startSyncDaemon(this);
    }
  }

  /**
   * One method per kind of change.
   *
   * @param <R> answer
   */
  interface Visitor<R> {
    /**
     * Another table from the next load on.
     *
     * @param change the change
     * @return the answer
     */
    R configureModule(ConfigureModule change);

    /**
     * A module that is needed.
     *
     * @param change the change
     * @return the answer
     */
    R loadModule(LoadModule change);

    /**
     * Another table now.
     *
     * @param change the change
     * @return the answer
     */
    R reloadModule(ReloadModule change);

    /**
     * A sysctl as defined.
     *
     * @param change the change
     * @return the answer
     */
    R setSysctl(SetSysctl change);

    /**
     * A sysctl as it was.
     *
     * @param change the change
     * @return the answer
     */
    R restoreSysctl(RestoreSysctl change);

    /**
     * Sysctls at boot.
     *
     * @param change the change
     * @return the answer
     */
    R persistSysctls(PersistSysctls change);

    /**
     * A VIP that arrives.
     *
     * @param change the change
     * @return the answer
     */
    R addVip(AddVip change);

    /**
     * A VIP that goes.
     *
     * @param change the change
     * @return the answer
     */
    R removeVip(RemoveVip change);

    /**
     * A sync daemon that ends.
     *
     * @param change the change
     * @return the answer
     */
    R stopSyncDaemon(StopSyncDaemon change);

    /**
     * A sync daemon that begins.
     *
     * @param change the change
     * @return the answer
     */
    R startSyncDaemon(StartSyncDaemon change);
  }
}

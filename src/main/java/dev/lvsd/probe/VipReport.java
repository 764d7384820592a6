package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who answers for a virtual address on the wire.
 *
 * @param vip the virtual address
 * @param interfaceName where it was asked; empty: nowhere
 * @param here whether this director has it
 * @param answers every hardware address that answered and is not this director's, and whose it is
 * @param faults what is wrong, and what to try
 * @param note what is worth knowing; why it was not asked
 */
public record VipReport(
    InetAddress vip,
    Optional<String> interfaceName,
    boolean here,
    List<Answer> answers,
    List<String> faults,
    Optional<String> note) {
  /** Copies the lists. */
  public VipReport {
    requireNonNull(vip, "vip");
    requireNonNull(interfaceName, "interfaceName");
    answers = List.copyOf(answers);
    faults = List.copyOf(faults);
    requireNonNull(note, "note");
  }

  /**
   * An answer of another machine.
   *
   * @param mac its hardware address
   * @param machine its name or addresses, as far as the definition or the kernel knows it
   * @param isRealServer whether it is a real server of the definition
   */
  public record Answer(MacAddress mac, Optional<String> machine, boolean isRealServer) {
    /** Refuses nulls. */
    public Answer {
      requireNonNull(mac, "mac");
      requireNonNull(machine, "machine");
    }

    @Override
    public String toString() {
      return mac
          + machine
              .map(known -> " = " + (isRealServer ? "real server " : "") + known)
              .orElse(", which this director does not know");
    }
  }
}

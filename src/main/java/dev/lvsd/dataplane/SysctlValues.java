package dev.lvsd.dataplane;

import java.util.EnumMap;
import java.util.Map;

/** The values of all {@link Sysctl}s. Owner: the forwarding thread. */
final class SysctlValues {
  private final Map<Sysctl, int[]> values = new EnumMap<>(Sysctl.class);

  SysctlValues() {
    for (Sysctl each : Sysctl.values()) {
      values.put(each, new int[] {each.initial()});
    }
  }

  int get(Sysctl sysctl) {
    int[] value = values.get(sysctl);
    return value == null ? 0 : value[0];
  }

  boolean isOn(Sysctl sysctl) {
    return get(sysctl) != 0;
  }

  void set(Sysctl sysctl, int value) {
    values.put(sysctl, new int[] {value});
  }
}

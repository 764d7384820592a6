package dev.lvsd.advise;

import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.SysctlName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is known of one kernel setting.
 *
 * @param name full name with dots
 * @param matters for which directors it matters
 * @param isGood whether a value is right there
 * @param otherwise the verdict on another value
 * @param wanted a right value, in words if there are several
 * @param reason why it matters
 */
record SysctlRule(
    String name,
    Predicate<Seen> matters,
    Predicate<Seen> isGood,
    Verdict otherwise,
    String wanted,
    String reason) {
  /**
   * A director with its settings.
   *
   * @param uses what it is for
   * @param values of the settings, by full name
   * @param kernel what the kernel says of itself
   * @param name of the setting that is judged
   */
  record Seen(Uses uses, Map<String, String> values, KernelFacts kernel, String name) {
    /** The value that is judged; empty text if it cannot be read. */
    String value() {
      return values.getOrDefault(name, "");
    }

    /** The value as a number; the smallest there is if it is none. */
    long number() {
      return number(name);
    }

    /** The value of another setting as a number. */
    long number(String other) {
      try {
        return Long.parseLong(values.getOrDefault(other, "none"));
      } catch (NumberFormatException e) {
        return Long.MIN_VALUE;
      }
    }
  }

  /** The advice; empty if the setting does not matter there, or is not on this kernel. */
  Optional<SysctlAdvice> judge(Uses uses, Map<String, String> values, KernelFacts kernel) {
    Seen seen = new Seen(uses, values, kernel, name);
    Optional<String> present = Optional.ofNullable(values.get(name));
    if (!matters.test(seen) || (present.isEmpty() && isOnSomeKernelsOnly())) {
      return Optional.empty();
    }
    Verdict verdict =
        present.isEmpty() ? Verdict.UNKNOWN : isGood.test(seen) ? Verdict.OK : otherwise;
    return Optional.of(new SysctlAdvice(name, present, wanted, verdict, reason));
  }

  private boolean isOnSomeKernelsOnly() {
    SysctlName parsed = SysctlName.parse(name);
    return !parsed.isIpvs()
        || IpvsSysctl.find(parsed.leaf()).map(known -> !known.origin().isEmpty()).orElse(false);
  }
}

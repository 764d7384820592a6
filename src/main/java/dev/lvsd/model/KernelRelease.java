package dev.lvsd.model;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a Linux kernel, as far as it can be compared. What a kernel can do is probed where
 * that is possible; this is for the rest.
 *
 * @param major for example 6
 * @param minor for example 12
 * @param patch for example 101; 0 if the release does not say
 */
public record KernelRelease(int major, int minor, int patch) implements Comparable<KernelRelease> {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?:[^0-9].*)?");

  /**
   * Reads what {@code uname -r} prints.
   *
   * @param text for example {@code 6.1.0-49-amd64}
   * @return the numbers
   * @throws IllegalArgumentException if it does not begin with two numbers
   */
  public static KernelRelease parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no release of a kernel: expected something like 6.12.101");
    }
    String patch = matcher.group(3);
    return new KernelRelease(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /**
   * Whether this is a release or a later one.
   *
   * @param otherMajor for example 7
   * @param otherMinor for example 1
   * @return true from that release on
   */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return compareTo(new KernelRelease(otherMajor, otherMinor, 0)) >= 0;
  }

  @Override
  public int compareTo(KernelRelease other) {
    return Comparator.comparingInt(KernelRelease::major)
        .thenComparingInt(KernelRelease::minor)
        .thenComparingInt(KernelRelease::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}

package dev.lvsd.it.ipvsadm;

/**
 * What a program said and how it ended. Texts are bytes as characters of 8 bits.
 *
 * @param exitCode 0 to 255
 * @param output standard output
 * @param errors standard error
 */
public record Outcome(int exitCode, String output, String errors) {
  @Override
  public String toString() {
    return "exit code "
        + exitCode
        + "\nstdout: "
        + visible(output)
        + "\nstderr: "
        + visible(errors);
  }

  /** With a mark at the end of each line, so that blanks there can be seen. */
  private static String visible(String text) {
    return text.isEmpty() ? "(nothing)" : "\n    " + text.replace("\n", "$\n    ").stripTrailing();
  }
}

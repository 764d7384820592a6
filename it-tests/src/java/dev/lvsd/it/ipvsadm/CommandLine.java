package dev.lvsd.it.ipvsadm;

import java.util.List;

/**
 * One call of ipvsadm.
 *
 * @param args its arguments
 * @param input its standard input
 */
public record CommandLine(List<String> args, String input) {
  /** Copies the list. */
  public CommandLine {
    args = List.copyOf(args);
  }

  /**
   * A call without input.
   *
   * @param args the arguments
   * @return the call
   */
  public static CommandLine of(String... args) {
    return new CommandLine(List.of(args), "");
  }

  /**
   * Whether it only prints, whatever else is in it.
   *
   * @return false for a restore, even of nothing
   */
  public boolean onlyPrints() {
    if (args.isEmpty()) {
      return true;
    }
    String first = args.get(0);
    return first.startsWith("-L")
        || first.startsWith("-l")
        || first.startsWith("-S")
        || first.startsWith("--list")
        || first.startsWith("--save");
  }

  /**
   * As a shell would be told.
   *
   * @return one line without the program
   */
  public String quoted() {
    StringBuilder out = new StringBuilder();
    for (String arg : args) {
      out.append(out.length() == 0 ? "" : " ");
      out.append('\'').append(arg.replace("'", "'\\''")).append('\'');
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return "ipvsadm " + quoted() + (input.isEmpty() ? "" : " <<< " + quotedInput());
  }

  private String quotedInput() {
    return "$'"
        + input
            .replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
        + "'";
  }
}

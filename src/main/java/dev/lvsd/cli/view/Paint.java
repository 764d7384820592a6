package dev.lvsd.cli.view;

/**
 * Colours and symbols, as far as the terminal can show them.
 *
 * @param colours whether ANSI sequences are written
 * @param unicode whether arrows are written, rather than their ASCII forms
 */
public record Paint(boolean colours, boolean unicode) {
  /** Neither colours nor symbols outside ASCII. */
  public static final Paint PLAIN = new Paint(false, false);

  /** What a colour stands for. */
  enum Hue {
    ADD(32),
    CHANGE(33),
    QUIESCE(36),
    REMOVE(31);

    private final int code;

    Hue(int code) {
      this.code = code;
    }
  }

  String in(Hue hue, String text) {
    return colours ? "\u001b[" + hue.code + "m" + text + "\u001b[0m" : text;
  }

  String arrow() {
    return unicode ? " \u2192 " : " -> ";
  }

  String down() {
    return unicode ? "\u2193" : "v";
  }
}

package dev.lvsd.ipvsadm;

/**
 * The commands, with what {@link Option} may and must stand beside them.
 *
 * <p>One letter per option, in the order of {@link Option}: {@code +} must, a blank may, {@code x}
 * must not, {@code 1} excludes the others with {@code 1}.
 */
enum CommandKind {
  ADD_SERVICE("add-service", "xx+   xxxxxxxxxxxxxxx   xxxxxxxxxx"),
  EDIT_SERVICE("edit-service", "xx+   xxxxxxxxxxxxxxx   xxxxxxxxxx"),
  DELETE_SERVICE("delete-service", "xx+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  FLUSH("flush", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  LIST("list", " 11xxxxxxxxx11       xxxxxxx xxxxx"),
  ADD_SERVER("add-server", "xx+xxx+    xxxxxxxxxxxxxxxxxx     "),
  DELETE_SERVER("delete-server", "xx+xxx+xxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  EDIT_SERVER("edit-server", "xx+xxx+    xxxxxxxxxxxxxxxxxx     "),
  SET("set", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  START_DAEMON("start-daemon", "xxxxxxxxxxx xxxxxxx xxxx    xxxxxx"),
  STOP_DAEMON("stop-daemon", "xxxxxxxxxxxxxxxxxxx xxxxxxxxxxxxxx"),
  RESTORE("restore", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  SAVE("save", " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
  ZERO("zero", "xx xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");

  private final String text;
  private final String rules;

  CommandKind(String text, String rules) {
    this.text = text;
    this.rules = rules;
  }

  /**
   * Refuses options that do not go with this command or with each other, in the order of the
   * options.
   */
  void check(OptionSet given) {
    check(given, Option.ALL, rules, "command", text);
  }

  /** The same check for tunnel types. */
  static void check(OptionSet given, Option[] options, String rules, String what, String name) {
    Option exclusive = null;
    for (int i = 0; i < options.length; i++) {
      Option option = options[i];
      char rule = rules.charAt(i);
      if (!given.has(option)) {
        if (rule == '+') {
          throw new Refusal(
              "You need to supply the '"
                  + option.text()
                  + "' option for the '"
                  + name
                  + "' "
                  + what);
        }
      } else if (rule == 'x') {
        throw new Refusal("Illegal '" + option.text() + "' option with the '" + name + "' " + what);
      } else if (rule == '1') {
        if (exclusive != null) {
          throw new Refusal(
              "The option '"
                  + option.text()
                  + "' conflicts with the '"
                  + exclusive.text()
                  + "' option in the '"
                  + name
                  + "' "
                  + what);
        }
        exclusive = option;
      }
    }
  }
}

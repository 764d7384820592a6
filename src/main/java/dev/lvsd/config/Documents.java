package dev.lvsd.config;

import org.jspecify.annotations.Nullable;

/** The documents of a text, one after the other. Owned by the thread that reads. */
interface Documents {
  /**
   * The documents of a whole file.
   *
   * @param text checked by {@link SourceText}
   */
  static Documents of(String text) {
    PlainYaml plain = PlainYaml.read(text);
    return plain == null ? new Composer(text) : plain;
  }

  /**
   * The next document.
   *
   * @return its root, or null after the last one
   * @throws UnreadableException if it is not YAML, or too much of it
   */
  @Nullable YamlNode next();

  /**
   * The document that {@link #next} answered last, as it was written, with the comments around it:
   * up to the line that begins the next one.
   *
   * @throws UnreadableException if what follows is not YAML
   */
  String documentText();
}

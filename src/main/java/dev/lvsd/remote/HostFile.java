package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

/**
 * A file by which a machine keeps its settings over a restart.
 *
 * @param path absolute
 * @param form what kind of file
 * @param content lines that end with a newline; of a link: where it leads
 */
record HostFile(String path, Form form, String content) {
  /** The first comment of every file of ours, so that nobody else's is overwritten. */
  static final String MARK = "# lvsd-rs:";

  HostFile {
    requireNonNull(form, "form");
    requireNonNull(content, "content");
    if (!path.startsWith("/") || path.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
  }

  /** Kinds of files. */
  enum Form {
    /** Read by others. */
    TEXT,
    /** Can be run. */
    PROGRAM,
    /** A symbolic link. */
    LINK
  }

  /** Whether what stands at the path may be replaced or removed. */
  boolean owns(String found) {
    return form == Form.LINK ? found.equals(content.strip() + "\n") : found.contains(MARK);
  }

  /** Puts it there as a whole: whoever reads it finds the old one, the new one, or none. */
  String writeCommand() {
    return makeDirectory() + (form == Form.LINK ? link() : write("") + replace());
  }

  /** The same; the new one is on the disk before this ends. */
  String writeThroughCommand() {
    String sync = " && { sync " + fresh() + " 2>/dev/null || sync; }";
    return makeDirectory() + write(sync) + replace();
  }

  private String makeDirectory() {
    String directory = ShellWord.quote(path.substring(0, path.lastIndexOf('/')));
    return "{ [ -d " + directory + " ] || mkdir -p " + directory + "; } && ";
  }

  private String link() {
    return "ln -sf " + ShellWord.quote(content.strip()) + " " + ShellWord.quote(path);
  }

  private String write(String andThen) {
    String mode = form == Form.PROGRAM ? " && chmod 755 " + fresh() : "";
    return "printf %s " + ShellWord.quote(content) + " > " + fresh() + mode + andThen;
  }

  private String replace() {
    return " && mv -f " + fresh() + " " + ShellWord.quote(path);
  }

  private String fresh() {
    return ShellWord.quote(path + ".lvsd-new");
  }
}

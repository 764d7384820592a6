package dev.lvsd.ipvsadm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command line apart into options, as libpopt 1.19 does without aliases.
 *
 * <p>Long options are written in full; {@code --long=x}, {@code -sx}, {@code -s=x} and {@code -ab}
 * work; {@code --} ends the options; a word that is no option is kept for {@link #nextWord()}.
 * {@code !#:+} in an argument stands for the next word that is no option.
 */
final class OptionScanner {
  private static final String NEXT_WORD = "!#:+";

  private final String[] argv;
  private final boolean posix;
  private final List<String> words = new ArrayList<>();
  private int nextWord;

  /** Index of the word to look at next; argv[0] is the first argument, not the program. */
  private int next;

  /** Rest of a cluster of short options; null between words. */
  private @Nullable String cluster;

  private boolean wordsOnly;
  private @Nullable BitSet used;

  private @Nullable String argument;
  private @Nullable String error;

  /**
   * A scanner at the beginning.
   *
   * @param argv the arguments, without the program
   * @param posix whether the first word that is no option ends the options
   */
  OptionScanner(String[] argv, boolean posix) {
    this.argv = argv;
    this.posix = posix;
  }

  /** The next option; null at the end and after an error. */
  @Nullable Opt next() {
    while (cluster == null) {
      if (next == argv.length) {
        return null;
      }
      if (used != null && used.get(next)) {
        next++;
        continue;
      }
      String word = argv[next++];
      if (wordsOnly || word.isEmpty() || word.charAt(0) != '-' || word.equals("-")) {
        wordsOnly |= posix;
        words.add(word);
      } else if (word.equals("--")) {
        wordsOnly = true;
      } else if (word.charAt(1) == '-') {
        return longOption(word);
      } else {
        cluster = word.substring(1);
      }
    }
    return shortOption(cluster);
  }

  /** The argument of the last option; null if it has none. */
  @Nullable String argument() {
    return argument;
  }

  /** What was wrong, in popt's words; null if nothing was. */
  @Nullable String error() {
    return error;
  }

  /** The word that an error message names. */
  String badWord() {
    return argv[next - 1];
  }

  /** The next word that is neither option nor argument of one; null if there is none. */
  @Nullable String nextWord() {
    return nextWord < words.size() ? words.get(nextWord++) : null;
  }

  private @Nullable Opt longOption(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    Opt opt = Opt.ofLongName(name);
    if (opt == null) {
      return fail("unknown option");
    }
    if (opt.argument() == Opt.Argument.NONE) {
      return equals < 0 ? opt : fail("option does not take an argument");
    }
    return equals < 0 ? withNextWord(opt) : withArgument(opt, expanded(word.substring(equals + 1)));
  }

  private @Nullable Opt shortOption(String letters) {
    cluster = null;
    Opt opt = Opt.ofShortName(letters.charAt(0));
    if (opt == null) {
      return fail("unknown option");
    }
    String rest = letters.substring(1);
    if (opt.argument() == Opt.Argument.NONE) {
      if (rest.isEmpty()) {
        return opt;
      }
      cluster = rest;
      return rest.charAt(0) == '=' ? fail("option does not take an argument") : opt;
    }
    if (rest.isEmpty()) {
      return withNextWord(opt);
    }
    return withArgument(opt, expanded(rest.charAt(0) == '=' ? rest.substring(1) : rest));
  }

  private @Nullable Opt withNextWord(Opt opt) {
    boolean optional = opt.argument() == Opt.Argument.OPTIONAL;
    if (next == argv.length) {
      return optional ? withArgument(opt, null) : fail("missing argument");
    }
    if (optional && isDash(argv[next])) {
      return withArgument(opt, null);
    }
    return withArgument(opt, expanded(argv[next++]));
  }

  private Opt withArgument(Opt opt, @Nullable String value) {
    argument = value;
    return opt;
  }

  private @Nullable Opt fail(String why) {
    error = why;
    return null;
  }

  private String expanded(String text) {
    if (!text.contains(NEXT_WORD)) {
      return text;
    }
    for (int i = next; i < argv.length; i++) {
      if (!isDash(argv[i]) && !(used != null && used.get(i))) {
        if (used == null) {
          used = new BitSet();
        }
        used.set(i);
        return text.replace(NEXT_WORD, argv[i]);
      }
    }
    return text;
  }

  private static boolean isDash(String word) {
    return !word.isEmpty() && word.charAt(0) == '-';
  }
}

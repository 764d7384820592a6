package dev.lvsd.state;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.HistoryEntry.Result;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was wanted, entry by entry. Each entry names the wanted clusters and the digests of their
 * texts as the operator wrote them; the newest sound one says what is wanted now. Any process may
 * read; writers hold the {@link ApplyLock}.
 *
 * <p>Texts are on disk before the entry that names them, and are deleted after it, so that a kill
 * at any instant leaves the old history or the new. An entry that is damaged, or whose texts are,
 * is left out with a warning, and the one before it counts.
 */
public final class History {
  /** So many entries are kept. */
  public static final int KEPT = 100;

  /** Ten thousand clusters and more; a bigger file is not one of ours. */
  private static final long LARGEST_ENTRY = 4L << 20;

  private final Path entries;
  private final Texts texts;
  private final Disk disk;

  History(Path root, Disk disk) {
    this.entries = root.resolve("history").resolve("entries");
    this.texts = new Texts(root.resolve("history").resolve("texts"), disk);
    this.disk = disk;
  }

  /**
   * The sound entries.
   *
   * @param entries oldest first
   * @param warnings what could not be read, one sentence each
   */
  public record Loaded(List<HistoryEntry> entries, List<String> warnings) {
    /** Copies the lists. */
    public Loaded {
      entries = List.copyOf(entries);
      warnings = List.copyOf(warnings);
    }

    /**
     * The newest sound entry.
     *
     * @return empty if nothing was ever applied, or nothing of it can be read
     */
    public Optional<HistoryEntry> newest() {
      return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /**
     * An entry by its number.
     *
     * @param number as the operator names it
     * @return empty if there is none, or none any more
     */
    public Optional<HistoryEntry> entry(int number) {
      return entries.stream().filter(entry -> entry.number() == number).findFirst();
    }
  }

  /**
   * What is wanted now.
   *
   * @param number the entry that says so; 0 if nothing was ever applied
   * @param texts the YAML document of each wanted cluster as it was written, by the cluster's name
   * @param warnings what could not be read, one sentence each
   */
  public record Current(int number, SortedMap<String, String> texts, List<String> warnings) {
    /** Copies map and list. */
    public Current {
      texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * An entry to be.
   *
   * @param time when, by the wall clock
   * @param user who asked for it
   * @param command what was typed, in one line
   * @param reason why, in one line; may be empty
   * @param texts what is wanted from now on, all clusters, by name
   * @param confirmation present if the entry must be confirmed
   */
  public record Draft(
      Instant time,
      String user,
      String command,
      String reason,
      SortedMap<String, String> texts,
      Optional<Confirmation> confirmation) {}

  /**
   * Reads all entries.
   *
   * @return those that are sound, and what is wrong with the others
   */
  public Loaded load() {
    List<HistoryEntry> sound = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    try {
      for (int number : numbers()) {
        loadInto(sound, warnings, number);
      }
    } catch (IOException e) {
      warnings.add("read " + entries + ": " + Reason.of(e) + "; the history is not known");
    }
    return new Loaded(sound, warnings);
  }

  private void loadInto(List<HistoryEntry> sound, List<String> warnings, int number) {
    try {
      sound.add(read(number));
    } catch (NoSuchFileException e) {
      return; // deleted since the directory was listed
    } catch (IOException e) {
      warnings.add("read " + file(number) + ": " + Reason.of(e) + "; the entry is left out");
    } catch (DamagedException e) {
      warnings.add(file(number) + " " + e.getMessage() + "; the entry is left out");
    }
  }

  /**
   * What is wanted now: the newest entry that is sound and whose texts are.
   *
   * @return texts of definitions; none if nothing was ever applied
   */
  public Current current() {
    Loaded loaded = load();
    List<String> warnings = new ArrayList<>(loaded.warnings());
    for (int i = loaded.entries().size() - 1; i >= 0; i--) {
      HistoryEntry entry = loaded.entries().get(i);
      try {
        return new Current(entry.number(), texts(entry), warnings);
      } catch (LvsdException e) {
        warnings.add(e.getMessage() + "; the entry before it counts");
      }
    }
    return new Current(0, Collections.emptySortedMap(), warnings);
  }

  /**
   * The texts that an entry names.
   *
   * @param entry of this history
   * @return the YAML document of each cluster as it was written, by the cluster's name
   * @throws LvsdException blaming the host if one is gone or damaged
   */
  public SortedMap<String, String> texts(HistoryEntry entry) {
    SortedMap<String, String> all = new TreeMap<>();
    entry
        .clusters()
        .forEach((cluster, digest) -> all.put(cluster, text(entry.number(), cluster, digest)));
    return all;
  }

  private String text(int number, String cluster, String digest) {
    String what = "history entry " + number + ", cluster " + cluster + ": ";
    try {
      return texts.get(digest);
    } catch (IOException e) {
      throw new LvsdException(
          Blame.HOST, what + "read " + texts.file(digest) + ": " + Reason.of(e), e);
    } catch (DamagedException e) {
      throw new LvsdException(Blame.HOST, what + texts.file(digest) + " " + e.getMessage(), e);
    }
  }

  /**
   * Writes down what is wanted from now on, before anything is changed for it; on return it is on
   * disk. If the newest entry wants the same already, nothing is written, and that entry is the
   * answer.
   *
   * @param draft the entry to be
   * @return the entry, to be given to {@link #finish}
   * @throws LvsdException blaming the host if it cannot be written; what was wanted is still wanted
   */
  public HistoryEntry begin(Draft draft) {
    StateDirectory.create(entries);
    StateDirectory.create(texts.file(""));
    try {
      Loaded before = load();
      SortedMap<String, String> wanted = new TreeMap<>();
      draft.texts().forEach((cluster, text) -> wanted.put(cluster, Texts.digest(text)));
      Optional<HistoryEntry> newest = before.newest();
      for (String text : draft.texts().values()) {
        texts.put(text); // also where it should be there: it may be damaged
      }
      if (newest.isPresent() && newest.get().clusters().equals(wanted)) {
        return newest.get();
      }
      List<Integer> numbers = numbers();
      HistoryEntry entry =
          new HistoryEntry(
              numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1,
              draft.time(),
              draft.user(),
              draft.command(),
              draft.reason(),
              Result.BEGUN,
              wanted,
              ClusterChange.between(newest.map(HistoryEntry::clusters).orElse(NONE), wanted),
              draft.confirmation());
      write(entry);
      return entry;
    } catch (IOException e) {
      throw StateDirectory.unusable("write", entries, Reason.of(e), e);
    }
  }

  private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

  /**
   * Writes down how it ended, and lets go of what is too old. An entry that was complete already
   * stays as it is.
   *
   * @param entry what {@link #begin} answered
   * @param result how it ended
   * @throws LvsdException blaming the host if it cannot be written; the entry then stays begun
   */
  public void finish(HistoryEntry entry, Result result) {
    if (!entry.result().isComplete()) {
      replace(entry.withResult(result));
    }
    try {
      collect();
    } catch (IOException e) {
      throw StateDirectory.unusable("delete old entries from", entries, Reason.of(e), e);
    }
  }

  /**
   * Writes an entry again.
   *
   * @param entry with the number of one that is there
   * @throws LvsdException blaming the host if it cannot be written
   */
  public void replace(HistoryEntry entry) {
    try {
      write(entry);
    } catch (IOException e) {
      throw StateDirectory.unusable("write", file(entry.number()), Reason.of(e), e);
    }
  }

  /** Entries first, then texts that none of them names. */
  private void collect() throws IOException {
    List<Integer> numbers = numbers();
    for (int number : numbers.subList(0, Math.max(0, numbers.size() - KEPT))) {
      disk.delete(file(number));
      disk.delete(AtomicFile.beside(file(number)));
    }
    Loaded left = load();
    if (left.warnings().isEmpty()) { // else an entry that comes back could miss its texts
      Set<String> named = new HashSet<>();
      left.entries().forEach(entry -> named.addAll(entry.clusters().values()));
      texts.keepOnly(named);
    }
  }

  private HistoryEntry read(int number) throws IOException, DamagedException {
    Path file = file(number);
    if (Files.size(file) > LARGEST_ENTRY) {
      throw new DamagedException("is too big to be an entry");
    }
    HistoryEntry entry = HistoryFile.read(Files.readAllBytes(file));
    if (entry.number() != number) {
      throw new DamagedException("is entry " + entry.number() + " under another name");
    }
    return entry;
  }

  private void write(HistoryEntry entry) throws IOException {
    disk.replace(file(entry.number()), HistoryFile.write(entry));
  }

  private Path file(int number) {
    return entries.resolve(Integer.toString(number));
  }

  /** Numbers of entries, sound or not, in order. */
  private List<Integer> numbers() throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(entries)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("[1-9][0-9]{0,8}")) {
          numbers.add(Integer.valueOf(name));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNullElseGet(e.getCause(), IOException::new);
    }
    return List.copyOf(numbers);
  }
}

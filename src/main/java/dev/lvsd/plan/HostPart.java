package dev.lvsd.plan;

import java.util.ArrayList;
import java.util.List;

/** What has to be done about one part of the host, collected while it is decided. */
final class HostPart {
  private final List<Change> first = new ArrayList<>();
  private final List<Change> last = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Before something goes. */
  void first(Change change) {
    first.add(change);
  }

  /** After everything has gone that was to go. */
  void last(Change change) {
    last.add(change);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  List<Change> first() {
    return first;
  }

  List<Change> last() {
    return last;
  }

  List<String> notes() {
    return notes;
  }
}
